"""Texts with holes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.app.expressions import ExpressionError
from patrol.virtualphone.app.scope import Scope
from patrol.virtualphone.app.templates import Text, parse_template

SCOPE = Scope({"name": "Ada", "amount": 12840.5, "item": {"rate": 3.15}})


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("转账", "转账"),
        ("Hello {name}!", "Hello Ada!"),
        ("¥{amount:,.2f}", "¥12,840.50"),
        ("{item.rate}%", "3.15%"),
        ("{{literal}}", "{literal}"),
        ("{'a' if amount > 3 else 'b'}", "a"),
        ("{mask('13812345678', 3, 4)}", "138****5678"),
        ("{missing}", ""),
        ("{amount:d}", "12840.5"),
    ],
)
def test_templates_render(template: str, shown: str) -> None:
    assert parse_template(template).render(SCOPE) == shown


@pytest.mark.parametrize(
    ("template", "column"),
    [("{name", 0), ("a {} b", 3), ("}", 0), ("{name:,.q}", 5), ("{1 +}", 1), ("{name:999999d}", 5)],
)
def test_mistakes_say_where(template: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_template(template)
    assert abs(caught.value.column - column) <= 3


def test_a_text_follows_the_language() -> None:
    text = Text(parse_template("首页"), parse_template("Home"))
    assert text.render(Scope({})) == "首页"
    assert text.render(Scope({"language": "en"})) == "Home"


@given(st.text(max_size=80))
def test_any_text_is_a_template_or_an_error(text: str) -> None:
    try:
        template = parse_template(text)
    except ExpressionError:
        return
    template.render(SCOPE)


@given(st.text(max_size=80))
def test_escaped_text_stays_itself(text: str) -> None:
    assert parse_template(text.replace("{", "{{").replace("}", "}}")).render(SCOPE) == text
