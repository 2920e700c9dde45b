"""The language of conditions: what it can say, and that nothing else gets through."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.app.expressions import ExpressionError, parse_expression
from patrol.virtualphone.app.scope import Scope, digits, mask, money, number, seeded

VALUES = {"n": 3, "text": "13812345678", "on": True, "rows": [{"name": "a"}, {"name": "b"}], "none_yet": None}


def value(text: str) -> Any:
    return parse_expression(text).value(Scope(VALUES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n + 1", 4),
        ("n * 2 - 1 == 5 and not on", False),
        ("'x' + n", "x3"),
        ("rows[1].name", "b"),
        ("rows[7].name", None),
        ("len(text) == 11", True),
        ("1 < n <= 3", True),
        ("'b' if on else 'c'", "b"),
        ("n in [1, 2, 3]", True),
        ("'38' in text", True),
        ("number('1,280.50') > 1000", True),
        ("number('abc')", 0),
        ("pick(rows, 5).name", "b"),
        ("mask(text, 3, 4)", "138****5678"),
        ("money(12840.5)", "12,840.50"),
        ("day(1)", "2026-03-13"),
        ("matches(text, '1[0-9]{10}')", True),
        ("max(n, 10, 4)", 10),
        ("none_yet == none", True),
        ("-n", -3),
    ],
)
def test_expressions_give(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "().__class__",
        "(lambda: 1)()",
        "[x for x in rows]",
        "n ** 99999",
        "open('x')",
        "rows.__class__()",
        "f'{n}'",
        "n := 4",
        "b'x'",
        "...",
        "{'a': 1}",
        "rows[0:1]",
        "1 if",
        "",
    ],
)
def test_nothing_else_of_python_gets_through(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(text)


def test_attributes_of_python_objects_are_not_reached() -> None:
    assert value("text.upper") is None
    assert value("rows.append") is None


def test_an_unknown_name_is_told_with_the_nearest_one() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression("balanc > 3", known=["balance", "amount"])
    assert caught.value.message == "name 'balanc' is unknown; did you mean 'balance'?"
    assert caught.value.column == 0


def test_a_fault_at_run_time_complains_and_gives_none() -> None:
    heard: list[str] = []
    assert parse_expression("1 / 0").value(Scope({}, complain=heard.append)) is None
    assert heard and "1 / 0" in heard[0]


def test_random_digits_stay_for_one_opening_of_a_page() -> None:
    expression = parse_expression("random(6)")
    first, again, other = (expression.value(Scope({}, nonce=nonce)) for nonce in (1, 1, 2))
    assert first == again != other
    assert len(first) == 6


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error(text: str) -> None:
    try:
        expression = parse_expression(text)
    except ExpressionError as error:
        assert error.message
    else:
        expression.value(Scope(VALUES))


_LEAVES = st.sampled_from(["n", "text", "on", "rows", "none_yet", "1", "2.5", "'a'", "true", "missing"])
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+ - * / // % < <= == != in and or".split()), inner).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        ),
        inner.map(lambda x: f"len({x})"),
        inner.map(lambda x: f"(not {x})"),
        st.tuples(inner, inner).map(lambda t: f"pick({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"mask({t[0]}, 1, {t[1]})"),
        inner.map(lambda x: f"day({x})"),
        inner.map(lambda x: f"({x}).name"),
    ),
    max_leaves=12,
)


@given(_TREES)
def test_well_formed_expressions_never_raise(text: str) -> None:
    parse_expression(text).value(Scope(VALUES))


@given(st.integers(-999, 999), st.integers(-999, 999), st.sampled_from(["+", "-", "*", "<", "==", ">="]))
def test_arithmetic_is_pythons(a: int, b: int, sign: str) -> None:
    text = f"{a} {sign} {b}"
    assert value(text) == eval(compile(ast.parse(text, mode="eval"), "", "eval"))


@given(st.text(), st.integers(0, 80))
def test_digits_depend_on_their_key_alone(key: str, count: int) -> None:
    made = digits(key, count)
    assert made == digits(key, count)
    assert len(made) == min(count, 64)
    assert made.isdigit() or not made


@given(st.integers(), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_seeded_stays_in_range(i: int, low: int, high: int) -> None:
    assert min(low, high) <= seeded(i, low, high) <= max(low, high)


@given(st.text(), st.integers(0, 8), st.integers(0, 8))
def test_a_mask_hides_the_middle(text: str, first: int, last: int) -> None:
    shown = mask(text, first, last)
    assert shown == text if len(text) <= first + last else len(shown) == first + last + 4


@given(st.floats(-1e9, 1e9))
def test_money_is_read_back(amount: float) -> None:
    assert abs(number(money(amount)) - amount) <= 0.0051
