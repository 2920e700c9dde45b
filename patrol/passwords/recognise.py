"""Which fields and keypads a password goes into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from patrol.journey.find import editable, label_of, matches, visible
from patrol.journey.keyboard import FEWEST_KEYS, keys_of
from patrol.model.passwords import Recognised
from patrol.model.scenario import DeclaredSecret
from patrol.model.screen import Node, Screen

WORDS = re.compile(r"密码|口令|pass ?word|passwd|passcode|(?<![a-z])pwd|(?<![a-z])pin(?![a-z])|cvv|cvn|安全码", re.I)
"""Words of a password; a PIN and a card's check number are such (C3 of JR/T 0171)."""
ONE_TIME = re.compile(r"验证码|校验码|动态码|短信|sms|otp|captcha|verification|one.?time", re.I)
"""What is valid once is another matter: it must be readable to be copied from the message."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What was recognised on a screen; `node` is None for keys without a field."""

    name: str
    label: str
    recognised: Recognised
    node: Node | None


def secret_on(screen: Screen, page: str, field: Node | None, declared: Sequence[DeclaredSecret] = ()) -> Secret | None:
    """What is typed into now as a password: `field`, else the focused one, else a keypad of the app. None when it is
    no password."""
    node = field or next((seen.node for seen in visible(screen) if seen.node.focused and editable(seen.node)), None)
    if node is not None and editable(node):
        return _of_field(screen, page, node, declared)
    return _of_keypad(screen, page, declared)


def fields_of(screen: Screen, page: str, declared: Sequence[DeclaredSecret] = ()) -> tuple[Secret, ...]:
    """All password fields of a screen, keypads not among them."""
    fields = (seen.node for seen in visible(screen) if editable(seen.node))
    found = (_of_field(screen, page, node, declared) for node in fields)
    return tuple(secret for secret in found if secret is not None)


def _of_field(screen: Screen, page: str, node: Node, declared: Sequence[DeclaredSecret]) -> Secret | None:
    label = label_of(screen, node) or node.hint or node.description
    name = node.resource_id.rpartition("/")[2] or label or "password"
    if _declared(node, page, declared):
        return Secret(name, label, Recognised.declared, node)
    if node.password:
        return Secret(name, label, Recognised.attribute, node)
    said = " ".join((name.replace("_", " "), node.hint, node.description, label_of(screen, node)))
    if WORDS.search(said) and not ONE_TIME.search(said):
        return Secret(name, label, Recognised.words, node)
    return None


def _declared(node: Node, page: str, declared: Sequence[DeclaredSecret]) -> bool:
    return any(one.page in ("", page) and matches(node, one.field) for one in declared)


def _of_keypad(screen: Screen, page: str, declared: Sequence[DeclaredSecret]) -> Secret | None:
    keys = keys_of(screen)
    named = next((n for n in screen.nodes() if n.resource_id and _declared(n, page, declared)), None)
    if named is None and (len(keys) < FEWEST_KEYS or "." in keys):  # a key for the point: amounts are typed on it
        return None
    pad = named or _around(screen, list(keys.values()))
    texts = [seen.node.text or seen.node.description for seen in visible(screen)]
    told = next((t for t in texts if WORDS.search(t) and not ONE_TIME.search(t)), "")
    if named is None and not told:
        return None
    name = (pad.resource_id.rpartition("/")[2] if pad is not None else "") or "keypad"
    return Secret(name, told, Recognised.declared if named is not None else Recognised.keypad, None)


def _around(screen: Screen, keys: Sequence[Node]) -> Node | None:
    """The smallest view with an id that holds all keys."""
    best: Node | None = None
    for node in screen.nodes():
        box = node.bounds
        if node.resource_id and all(box.contains(*key.bounds.centre) for key in keys):
            if best is None or box.width * box.height <= best.bounds.width * best.bounds.height:
                best = node
    return best
