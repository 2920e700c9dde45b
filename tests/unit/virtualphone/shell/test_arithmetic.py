from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.shell.arithmetic import evaluate
from patrol.virtualphone.shell.syntax import ShellSyntaxError


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("-7 / 2", -3),
        ("-7 % 2", -1),
        ("1 < 2 && 2 <= 2 || 0", 1),
        ("!0 + ~0", 0),
        ("x + 1", 6),
        ("unset", 0),
        ("0x10 | 1 << 3", 24),
        ("", 0),
        ("2147483647 + 1", -2147483648),
    ],
)
def test_numbers_as_mksh_counts(expression: str, value: int) -> None:
    assert evaluate(expression, {"x": "5"}) == value


@given(st.text(st.sampled_from("0123456789+-*/%()<>=!&|^~ x"), max_size=20))
def test_any_expression_is_a_number_or_refused(expression: str) -> None:
    try:
        assert isinstance(evaluate(expression, {}), int)
    except ShellSyntaxError:
        pass
