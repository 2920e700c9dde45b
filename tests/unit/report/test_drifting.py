from __future__ import annotations

import re

import msgspec

from patrol.model.result import DriftKind
from patrol.report import drifting, html
from tests.unit.report import sample


def test_differences_come_by_kind_and_the_rest_by_reason() -> None:
    result = sample.result(8)
    assert [(kind, len(found)) for kind, found in drifting.real(result)] == [
        (DriftKind.missing, 1),
        (DriftKind.undeclared, 1),
        (DriftKind.elsewhere, 1),
    ]
    assert [(why.en, len(found)) for why, found in drifting.open_pages(result)] == [("blocked by sign-in", 1)]
    assert [why.en for why, _ in drifting.open_ways(result)] == ["unknown"]
    assert drifting.count(result) == 3


def section(page: str) -> str:
    found = re.search(r'<h2 id="drift">.*?</section>', page, re.S)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


def test_the_report_holds_the_declaration_against_what_was_found_in_both_languages() -> None:
    shown = section(html.render(sample.result(8), sample.files()))
    for said in ("已声明，未找到", "Declared, not found", "积分商城", "Found, not declared", "路径通向别处"):
        assert said in shown
    assert "led to" in shown and "blocked by sign-in" in shown and "已登录" in shown


def test_a_run_without_a_declaration_has_no_such_section() -> None:
    whole = sample.result(4)
    pages = tuple(page for page in whole.graph.pages if not page.importance)
    bare = msgspec.structs.replace(whole, drift=(), graph=msgspec.structs.replace(whole.graph, pages=pages))
    assert section(html.render(bare, sample.files())) == ""


def test_agreement_is_said() -> None:
    whole = msgspec.structs.replace(sample.result(4), drift=())
    assert "Nothing was found that differs" in section(html.render(whole, sample.files()))
