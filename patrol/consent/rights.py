"""The trial of what users may ask for: no recommendations made for them, and taking their consent back."""

from __future__ import annotations

import re

from patrol.consent.hand import Hand
from patrol.consent.seek import Seeker
from patrol.consent.trials import DONE, IDLE_MS, MOST_QUESTIONS, Ended
from patrol.journey.find import visible
from patrol.model.consent import ConsentPhase, MomentKind, TrialOutcome
from patrol.model.graph import shows_page
from patrol.model.screen import Node

WITHDRAW = re.compile(r"撤回|撤销(?:同意|授权)|取消授权|withdraw|revoke", re.IGNORECASE)
RECOMMEND = re.compile(r"个性化|定向(?:推送|推荐)|程序化广告|personali[sz]ed|targeted", re.IGNORECASE)
CONFIRM = re.compile(r"^(?:确认|确定|同意|继续|撤回|是)|withdraw|^(?:confirm|ok|yes|continue)", re.IGNORECASE)
NOT_NOW = re.compile(r"取消|再想想|返回|不撤回|cancel|back|keep", re.IGNORECASE)
LONGEST = 24
"""Letters of a button."""
NEXT_START = "at the next start after refusing"


def rights(hand: Hand, seeker: Seeker) -> Ended:
    """The switch for recommendations, and withdrawing consent: found, used, and looked at again."""
    switch = seeker.find(RECOMMEND, checkable=True)
    touched = ""
    if switch is not None:
        touched = _switch_off(hand, switch)
        hand.launch()
        hand.permissions("deny", note=NEXT_START)
        if (later := seeker.find(RECOMMEND, checkable=True)) is not None:
            hand.tell(MomentKind.switch_later, subject=touched, value=_state(later))
    entry = seeker.find(WITHDRAW)
    if entry is None:
        return Ended(
            TrialOutcome.not_found,
            "no entry that withdraws consent was found",
            "If the app has one, name the taps that lead there in app.yaml: `consent: {withdraw: [我的, 设置, …]}`.",
        )
    return _withdraw(hand, entry)


def _switch_off(hand: Hand, switch: Node) -> str:
    label = beside(hand, switch)
    before = _state(switch)
    hand.tap(switch)
    nodes = (seen.node for seen in visible(hand.now.screen))
    now = next((node for node in nodes if node.checkable and node.bounds == switch.bounds), None)
    hand.tell(MomentKind.switched, subject=label, value=_state(now) if now else "", note=f"it was {before}")
    return label


def _state(node: Node) -> str:
    return "on" if node.checked else "off"


def beside(hand: Hand, switch: Node) -> str:
    """What a switch is called: its own label, or the text in its row."""
    if own := switch.label.strip():
        return own
    box = switch.bounds
    nodes = (seen.node for seen in visible(hand.now.screen) if seen.node.text)
    row = (node.text.strip() for node in nodes if node.bounds.top < box.bottom and box.top < node.bounds.bottom)
    return next(row, "")


def _withdraw(hand: Hand, entry: Node) -> Ended:
    hand.tell(MomentKind.withdraw_entry, subject=entry.label.strip())
    before, touched_ms = hand.now, hand.now_ms()
    hand.tap(entry)
    for _ in range(MOST_QUESTIONS):
        button = _confirming(hand, entry.label)
        if button is None or hand.window() is not None:
            break
        before, touched_ms = hand.now, hand.now_ms()
        hand.tap(button)
        if hand.now.state == before.state:
            break
    if hand.now.state == before.state and hand.now.screen.roots == before.screen.roots:
        hand.tell(MomentKind.dead, subject="withdraw")
        return Ended(TrialOutcome.done, "the entry that withdraws consent does nothing")
    hand.phase(ConsentPhase.withdrawn, touched_ms)
    hand.tell(MomentKind.withdrawn)
    hand.wait(IDLE_MS // 2, MomentKind.idle)
    hand.launch()
    hand.permissions("deny", note="at the next start after withdrawal")
    window = hand.window()
    hand.tell(MomentKind.after_withdrawal, note="asked" if window else "quit" if hand.quit() else "", window=window)
    return DONE


def _confirming(hand: Hand, entry: str) -> Node | None:
    """The button that goes on with withdrawing, in a dialog or on a page of its own; not the entry once more."""
    nodes = [seen.node for seen in visible(hand.now.screen) if seen.touchable and not seen.node.checkable]
    if not shows_page(hand.now.state) or any(WITHDRAW.search(node.label) for node in nodes):
        named = (node for node in nodes if 0 < len(node.label) <= LONGEST and CONFIRM.search(node.label))
        dialog = not shows_page(hand.now.state)
        fit = (node for node in named if not NOT_NOW.search(node.label) and (dialog or node.label != entry))
        return next(fit, None)
    return None
