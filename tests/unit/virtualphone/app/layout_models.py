"""Random pages, as YAML that an author could have written."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

WORDS = st.text("港湾银行转账理财 abcdef0123", min_size=1, max_size=40)
_ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "size": st.integers(8, 40),
        "margin": st.integers(0, 40),
        "padding": st.integers(0, 40),
        "width": st.integers(20, 500),
        "height": st.integers(10, 400),
        "align": st.sampled_from(["left", "center", "right"]),
        "weight": st.integers(1, 3),
        "bold": st.booleans(),
    },
)
_SIMPLE = st.one_of(
    st.builds(lambda words, more: {"text": words, **more}, WORDS, _ATTRIBUTES),
    st.builds(lambda words, more: {"button": words, "on_tap": "back", **more}, WORDS, _ATTRIBUTES),
    st.builds(lambda words: {"entry": words, "icon": "home", "value": "x", "on_tap": "back"}, WORDS),
    st.builds(lambda words: {"field": words, "label": "label"}, WORDS),
    st.builds(lambda words: {"checkbox": words}, WORDS),
    st.builds(lambda words: {"switch": words, "summary": "more"}, WORDS),
    st.builds(lambda words: {"radio": words}, st.lists(WORDS, min_size=1, max_size=4)),
    st.builds(lambda words: {"banner": words}, st.lists(WORDS, min_size=1, max_size=3)),
    st.builds(lambda words: {"steps": words}, st.lists(WORDS, min_size=1, max_size=4)),
    st.builds(lambda words: {"chips": words}, st.lists(WORDS, min_size=1, max_size=6)),
    st.builds(lambda n: {"space": n}, st.integers(1, 600)),
    st.builds(lambda more: {"image": "photo", **more}, _ATTRIBUTES),
    st.just({"icon": "bell", "badge": "9", "on_tap": "back"}),
    st.just({"keypad": None}),
    st.just({"divider": 1}),
    st.just({"progress": 0.5}),
    st.just({"camera": "look here"}),
    st.builds(lambda n: {"list": n, "row": [{"text": "row {n}", "on_tap": "back"}]}, st.integers(0, 60)),
)


def _nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, max_size=4)
    return st.one_of(
        st.builds(
            lambda kind, items, more: {kind: items, **more}, st.sampled_from(["card", "column"]), several, _ATTRIBUTES
        ),
        st.builds(lambda items: {"row": items}, several),
        st.builds(lambda columns, items: {"grid": columns, "content": items}, st.integers(1, 5), several),
        st.builds(lambda items: {"tabs": [{"tab": "one", "content": items}, {"tab": "two"}]}, several),
    )


WIDGETS = st.lists(st.recursive(_SIMPLE, _nested, max_leaves=8), max_size=8)
