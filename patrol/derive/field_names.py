"""What a user calls an input field: its label or hint, and the page that it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from patrol.derive.pages import Pages
from patrol.model.artifacts import Screens
from patrol.model.passwords import Passwords, Recognised
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.values import KnownValue, Values

ASKING = re.compile(r"^(?:请|please )?(?:输入|填写|选择|设置|enter|type|choose)\s*(?:您的|你的|your )?", re.I)
"""What a hint says before it names the field."""

LOOKS = 3
"""UI trees of a page that are read for a field's hint."""

KEYPAD = "keys"
"""Field of what was typed on keys that the app draws itself."""

SOURCES = {
    "phone": Text("手机自带", "the phone itself"),
    "app.yaml": Text("app.yaml", "app.yaml"),
}
"""Where patrol knows a value from that no field took."""


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Fields that values were typed into."""

    labels: Mapping[tuple[str, str], str]
    """(page, field) → label, in the app's language."""
    pages: Pages

    def name(self, page: str, field: str) -> Text:
        """`“登录”页的“手机号”`; the field's id where nobody knows its label."""
        where = self.pages.name(page)
        label = self.labels.get((page, field), "")
        if not label and field == KEYPAD:
            return Text(f"“{where.zh}”页的密码键盘", f"the keypad on {where.en}")
        called = f"“{label}”" if label else field
        return Text(f"“{where.zh}”页的{called}", f"{called} on {where.en}")

    def source(self, value: KnownValue) -> Text:
        """Where a known value came from: a field, the phone, app.yaml."""
        if value.page:
            return self.name(value.page, value.field)
        return SOURCES.get(value.source) or Text(value.name, value.name)


def field_names(
    values: Values, pages: Pages, screens: Screens | None, passwords: Passwords | None, files: Files
) -> FieldNames:
    """Password fields by the label that stood beside them, others by their hint."""
    labels = {(one.page, one.name): one.label for one in (passwords.fields if passwords else ()) if one.label}
    for one in passwords.fields if passwords else ():
        if one.label and one.recognised is Recognised.keypad:
            labels.setdefault((one.page, KEYPAD), one.label)
    wanted = {(one.page, one.field) for one in values.known if one.page} - labels.keys()
    for page in dict.fromkeys(page for page, _ in sorted(wanted)):
        trees = [visit.tree for visit in screens.visits if visit.page == page and visit.tree] if screens else []
        for tree in trees[:LOOKS]:
            for field, hint in _hints(files, tree):
                if (page, field) in wanted:
                    labels.setdefault((page, field), hint)
    return FieldNames(labels, pages)


def _hints(files: Files, tree: str) -> list[tuple[str, str]]:
    """(field, hint without its "please enter")"""
    screen = files.tree(tree)
    nodes = screen.nodes() if screen else ()
    hinted = ((node.resource_id.rpartition("/")[2], ASKING.sub("", node.hint).strip()) for node in nodes if node.hint)
    return [(field, hint) for field, hint in hinted if field and hint]
