"""A text in both languages, as markup; the switch at the top of the report shows one.

Functions and not macros of a template: a report of a large run says a hundred thousand of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from patrol.model.record import Text
from patrol.report import plain
from patrol.report.ways import TRUST, Way


def shown(value: Any) -> Any:
    """What a template prints of a text, before it is escaped; Markup (our own drawings and macros) stays."""
    return plain.cut(plain.plain(value)) if type(value) is str else value


@lru_cache(1 << 12, typed=True)  # most are the templates' own words; Markup equals the str it is made of
def b(zh: str, en: str) -> Markup:
    """Both languages side by side."""
    zh, en = escape(shown(zh)), escape(shown(en))
    return Markup(f'<span lang="zh">{zh}</span><span lang="en">{en}</span>')


def t(text: Text) -> Markup:
    """The same of a Text; what is the same in both languages stands once."""
    return escape(shown(text.en)) if text.zh == text.en else b(text.zh, text.en)


def way_text(way: Way) -> Markup:
    """What one does to go a way, and how far it can be trusted."""
    told = t(way.actions[0])
    if len(way.actions) > 1:
        told += Markup(f' <span class="soft">(+{len(way.actions) - 1})</span>')
    if not way.seen:
        return told + Markup(f' <span class="tag">{b("仅声明", "declared only")}</span>')
    if way.trust < TRUST:
        return told + Markup(f' <span class="tag">{b("不总能到", "not always")}</span>')
    return told
