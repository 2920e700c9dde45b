from __future__ import annotations

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import Candidate, read_actions
from patrol.crawl.strategy import Strategy
from patrol.model.artifacts import CrawlStep
from patrol.model.graph import Action, ActionKind
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

LAUNCH = Action(ActionKind.launch)


def shown(*labels: str) -> dict[str, Candidate]:
    """What a screen with these buttons offers."""
    nodes = tuple(
        Node("android.widget.Button", "", label, bounds=Rect(0, 100 * i, 400, 100 * i + 60), clickable=True)
        for i, label in enumerate(labels)
    )
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1280), children=nodes)
    screen = Screen(package="a.b", activity="Main", width=720, height=1280, roots=(root,))
    return read_actions(screen, Scenario("a.b")).candidates


def tap(text: str) -> Action:
    return Action(ActionKind.tap, Locator(text=text))


def test_what_was_tried_before_a_kill_teaches_once_it_is_seen_what_it_was() -> None:
    atlas = Atlas()
    atlas.restore(
        CrawlStep(i, i, source, action, ended_ms=i, target=target)
        for i, (source, action, target) in enumerate(
            [("", LAUNCH, "home"), ("home", tap("甲乙"), "one"), ("one", tap("返回"), "home")]
        )
    )
    strategy = Strategy(atlas, 3, 0)
    assert strategy.next("home") is not None and atlas.templates == {}
    atlas.offer("home", shown("甲乙", "丙丁"))
    plan = strategy.next("home")
    assert atlas.unlearned == {"one"} and plan is not None
    (score,) = atlas.templates.values()
    assert (score.tries, score.fresh) == (1, 1)
    strategy.next("home")
    assert score.tries == 1, "learned once only"
