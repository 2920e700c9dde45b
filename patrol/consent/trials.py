"""The trials: each a way through the state machine, as a careful tester would go it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from patrol.consent.hand import Hand
from patrol.consent.ways import asking, way
from patrol.consent.window import ConsentWindow, dismissal, refusals
from patrol.model.consent import ConsentPhase, MomentKind, TrialOutcome
from patrol.model.graph import Edge, PageGraph
from patrol.model.scenario import Consent

IDLE_MS = 5000
"""How long the window is left alone: an SDK that starts by a timer does so within seconds of the start."""
MOST_QUESTIONS = 4
"""So often one is asked to think again before it is a loop."""
MOST_FUNCTIONS = 2
"""Functions whose permission is refused: each costs a way there."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a trial went."""

    outcome: TrialOutcome
    message: str = ""
    advice: str = ""


NO_WINDOW = Ended(
    TrialOutcome.not_found,
    "no window that asks for consent came up at the first start",
    "If the app has one, name the texts of its buttons in app.yaml: `consent: {agree: […], refuse: […]}`.",
)
DONE = Ended(TrialOutcome.done)


def first_start(hand: Hand) -> ConsentWindow | None:
    """A fresh start up to the window; permissions that are asked before it are refused."""
    hand.fresh()
    hand.launch()
    hand.permissions("deny", note="before the window")
    window = hand.window()
    if window is None:
        hand.tell(MomentKind.no_window)
        return None
    hand.phase(ConsentPhase.asked)
    hand.tell(MomentKind.window, window=window)
    return window


def refuse(hand: Hand, words: Consent) -> Ended:
    """Waits at the window, refuses it, sees what is left, leaves it alone for a while, and starts the app once more."""
    window = first_start(hand)
    if window is None:
        return NO_WINDOW
    hand.wait(IDLE_MS, MomentKind.idle)
    if window.refuse is None:
        hand.press("back")
        hand.tell(MomentKind.quit if hand.quit() else MomentKind.asked_again, note="by Back: there is no button")
        return Ended(TrialOutcome.done, "the window cannot be refused")
    hand.phase(ConsentPhase.refused)  # before the tap: what the app does in answer to it comes after
    hand.tap(window.refuse)
    hand.tell(MomentKind.refused, subject=window.refuse.label.strip())
    _insist(hand, words)
    hand.launch()
    hand.permissions("deny", note="at the next start after refusing")
    again = hand.window()
    if again is not None:
        hand.tell(MomentKind.asked_again, note="at the next start", window=again)
    elif not hand.quit():
        hand.tell(MomentKind.limited, note="at the next start")
    return DONE


def _insist(hand: Hand, words: Consent) -> None:
    """Refuse as often as one is asked to think again, and tell where that ends."""
    for question in range(1, MOST_QUESTIONS + 1):
        hand.permissions("deny", note="after refusing")
        if hand.quit():
            hand.tell(MomentKind.quit, note="the app left the front" if hand.running else "the app closed itself")
            return
        again, choices = hand.window(), refusals(hand.now.screen, words)
        closing = dismissal(hand.now.screen) if hand.now.overlay and not choices else None
        if again is None and not choices and closing is None:
            hand.tell(MomentKind.limited)
            hand.wait(IDLE_MS // 2, MomentKind.idle)  # what is collected all the same comes by timers too
            return
        kind = MomentKind.asked_to_stay if again is None else MomentKind.asked_again
        hand.tell(kind, note=f"question {question}", window=again)
        if choices:
            hand.phase(ConsentPhase.refused)  # the look at the question said: asked again
        hand.tap(choices[-1] if choices else closing or hand.now.screen.roots[0])
    hand.tell(MomentKind.asked_again, note="without end", window=hand.window())


def accept(hand: Hand) -> Ended:
    """Agrees, refuses every permission that is asked without being needed, and starts again."""
    window = first_start(hand)
    if window is None:
        return NO_WINDOW
    if window.agree is None:
        return Ended(TrialOutcome.not_found, "the window has no button that agrees", NO_WINDOW.advice)
    for box in window.boxes:
        if not box.checked:
            hand.tap(box)
    hand.phase(ConsentPhase.foreground)
    hand.tap(window.agree)
    hand.tell(MomentKind.agreed, subject=window.agree.label.strip(), look=hand.now.overlay != "permission")
    hand.come_up()
    asked = hand.permissions("deny", note="at the start, without a touch")
    if asked:
        hand.tell(MomentKind.after_refusal, subject=", ".join(asked), note="quit" if hand.quit() else "")
        hand.launch()
        again = hand.permissions("deny", note="at the next start after refusing")
        hand.tell(MomentKind.after_refusal, subject=", ".join(again), note="quit" if hand.quit() else "next start")
    hand.tell(MomentKind.page, subject="home")
    return DONE


def functions(hand: Hand, graph: PageGraph, sign_in: Callable[[], bool]) -> Ended:
    """Goes to functions that want a permission, refuses it, and sees whether the rest goes on. `sign_in` plays the way
    in when a page asks for it; False when there is none, or it failed."""
    tried: set[str] = set()
    refused = 0
    while refused < MOST_FUNCTIONS and len(tried) < 2 * MOST_FUNCTIONS:
        if hand.quit():
            hand.launch()
        wanted = [edge for edge in asking(graph) if edge.target not in tried]
        route = _nearest(graph, hand.now.state, wanted)
        if not route:
            break
        tried.add(route[-1].target)
        there = _walk(hand, route)
        if not there and any(node.password for node in hand.now.screen.nodes()) and sign_in():
            hand.launch()
            there = _walk(hand, _nearest(graph, hand.now.state, [route[-1]]))
        if there and hand.now.overlay == "permission":
            _refuse_here(hand, str(route[-1].action.locator))
            refused += 1
        hand.launch()
        hand.permissions("deny", note="at the next start after refusing")
    if refused:
        return DONE
    return Ended(TrialOutcome.not_found, "no function that asks for a permission could be reached")


def _refuse_here(hand: Hand, function: str) -> None:
    asked = hand.permissions("deny", note="function", wanted=function)
    note = "quit" if hand.quit() else "stays"
    hand.tell(MomentKind.after_refusal, subject=", ".join(asked), value=function, note=note)
    if hand.quit():
        return
    hand.press("back")
    if hand.quit():
        return
    hand.tell(MomentKind.after_refusal, subject=", ".join(asked), value=function, note="back")


def _nearest(graph: PageGraph, state: str, wanted: list[Edge]) -> tuple[Edge, ...]:
    keys = {(edge.source, edge.target, str(edge.action)) for edge in wanted}
    start = state if any(edge.source == state for edge in graph.edges) else graph.start
    return way(graph, start, lambda edge: (edge.source, edge.target, str(edge.action)) in keys)


def _walk(hand: Hand, route: Iterable[Edge]) -> bool:
    """Go a way of the graph; False for none, and where something on it is not there."""
    edges = tuple(route)
    for edge in edges:
        locator = edge.action.locator
        node = hand.reach(partial(hand.find, locator)) if locator is not None else None
        if node is None:
            return False
        hand.tap(node)
    return bool(edges)
