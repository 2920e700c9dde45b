"""What pages.yaml says of ways is a hint, no more."""

from __future__ import annotations

from patrol.crawl.candidates import Candidate
from patrol.crawl.declared import AGAIN_CHANCE, FRESH_CHANCE, KNOWN_SHARE, Hints
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import StepSpec
from patrol.model.locator import Locator
from patrol.model.scenario import DeclaredEdge
from patrol.model.screen import Node


def edge(source: str, target: str, on: object, kind: str = "tap") -> DeclaredEdge:
    return DeclaredEdge(source, target, StepSpec(kind=kind, arguments={"on": on}))


def candidate(text: str = "", id: str = "", kind: ActionKind = ActionKind.tap) -> Candidate:
    node = Node(text=text, resource_id=f"com.bank:id/{id}" if id else "")
    return Candidate(f"tap {text or id}", Action(kind, Locator(text=text, id=id)), node, "template")


HINTS = (edge("home", "transfer", "转账"), edge("list", "detail", {"id": "row"}), edge("home", "typed", "x", "type"))


def test_a_declared_way_to_an_unseen_page_comes_first_and_is_tried_again_once() -> None:
    hints = Hints(HINTS)
    assert hints.chance("home", candidate("转账"), 0.2, tries=0) == FRESH_CHANCE
    assert hints.chance("home", candidate("转账"), 0.0, tries=1) == AGAIN_CHANCE
    assert hints.chance("home", candidate("转账"), 0.0, tries=2) == 0.0
    assert hints.chance("list", candidate(id="row"), 0.2, tries=0) == FRESH_CHANCE


def test_a_way_to_a_known_page_is_hardly_worth_it() -> None:
    hints = Hints(HINTS)
    hints.saw("transfer")
    assert hints.version == 1
    assert hints.chance("home", candidate("转账"), 0.5, tries=0) == 0.5 * KNOWN_SHARE
    hints.saw("transfer")
    assert hints.version == 1


def test_what_is_not_declared_keeps_its_chance() -> None:
    hints = Hints(HINTS)
    for page, one in (("other", candidate("转账")), ("home", candidate("理财")), ("home", candidate("x"))):
        assert hints.chance(page, one, 0.3, tries=0) == 0.3
    assert hints.chance("home", candidate("转账", kind=ActionKind.scroll), 0.3, tries=0) == 0.3
    assert Hints().chance("home", candidate("转账"), 0.3, tries=0) == 0.3
