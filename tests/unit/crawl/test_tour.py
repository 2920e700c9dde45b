from __future__ import annotations

from patrol.crawl.tour import Paper, plan_tour
from tests.unit.crawl.test_atlas import LAUNCH, walked


def length(atlas_steps: tuple[tuple[str, str, str], ...], order: list[str]) -> float:
    atlas = walked(*atlas_steps)
    paper = Paper(atlas)
    stack, total = paper.stack(["home"]), 0.0
    for state in order:
        cost, stack = paper.leg(stack, paper.numbers[state])
        total += cost
    return total


STAR = tuple(step for n in range(6) for step in (("home", f"a{n}", f"p{n}"), (f"p{n}", "back", "home")))


def test_every_page_that_can_be_reached_is_in_the_tour_once() -> None:
    atlas = walked(*STAR)
    atlas.spot("nowhere")
    order = plan_tour(atlas, [*(f"p{n}" for n in range(6)), "nowhere", "unknown"], legs=2000)
    assert sorted(order) == [f"p{n}" for n in range(6)]


def test_back_is_counted_by_the_way_one_came() -> None:
    assert length(STAR, [f"p{n}" for n in range(6)]) == 11


def test_a_chain_is_walked_in_its_direction() -> None:
    chain = (("home", "a", "p0"), ("p0", "b", "p1"), ("p1", "c", "p2"), ("p2", "d", "p3"))
    atlas = walked(*chain)
    atlas.observe("", LAUNCH, "home")
    assert plan_tour(atlas, ["p3", "p1", "p2", "p0"], legs=500) == ["p0", "p1", "p2", "p3"]


def test_moving_pieces_makes_a_greedy_tour_shorter() -> None:
    """Nearest first takes the cross link away from the branch that needs it."""
    steps = []
    for branch in range(5):
        steps += [
            ("home", f"b{branch}", f"b{branch}"),
            (f"b{branch}", "x", f"x{branch}"),
            (f"x{branch}", "y", f"y{branch}"),
        ]
        steps += [(f"y{branch}", "next", f"b{(branch + 1) % 5}"), (f"b{branch}", "z", f"z{branch}")]
    atlas = walked(*steps)
    atlas.observe("", LAUNCH, "home")
    wanted = [f"{kind}{branch}" for kind in "bxyz" for branch in range(5)]
    greedy, better = plan_tour(atlas, wanted, legs=0), plan_tour(atlas, wanted, legs=30_000)
    assert length(tuple(steps), better) <= length(tuple(steps), greedy)
    assert length(tuple(steps), better) <= 27


def test_the_same_seed_gives_the_same_tour() -> None:
    atlas = walked(*STAR, ("p0", "q", "p5"), ("p3", "r", "p1"))
    wanted = [f"p{n}" for n in range(6)]
    assert plan_tour(atlas, wanted, seed=3, legs=3000) == plan_tour(atlas, wanted, seed=3, legs=3000)


def test_a_tour_over_two_thousand_pages_stays_within_its_legs() -> None:
    steps = [(f"p{n // 3}" if n else "home", f"t{n}", f"p{n}") for n in range(2000)]
    atlas = walked(*steps)
    atlas.observe("", LAUNCH, "home")
    assert len(plan_tour(atlas, [f"p{n}" for n in range(2000)], legs=2000)) == 2000
