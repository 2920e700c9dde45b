"""What pages.yaml may say, and how it is told what it says wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.errors import ScenarioError
from patrol.journey.pages import load_pages, read_pages, remarks
from patrol.model.scenario import Declared, Importance, Recogniser

WHOLE = """
pages:
  - id: home
    name: 首页
    name_en: Home
    module: 首页
    owner: 平台组
    importance: high
    link: bank://home
    recognise: {activity: .Main, texts: [转账], contains: [余额], ids: [grid], absent: [登录]}
  - {id: transfer, name: 转账}
edges:
  - {from: home, to: transfer, action: {tap: 转账}, when: sign-in}
  - {from: transfer, to: home, action: back}
  - {from: transfer, to: home}
"""


def test_everything_that_a_page_may_say_is_read() -> None:
    pages, edges, _ = read_pages(WHOLE, "pages.yaml")
    home, transfer = pages
    assert (home.owner, home.importance, home.link) == ("平台组", Importance.high, "bank://home")
    assert home.recognise == Recogniser(".Main", ("转账",), ("余额",), ("grid",), ("登录",))
    assert transfer.importance is Importance.normal and not transfer.recognise.conditions
    assert [(e.action.kind if e.action else "", e.when) for e in edges] == [("tap", "sign-in"), ("back", ""), ("", "")]


def test_modules_have_english_names_and_one_without_pages_is_remarked(tmp_path: Path) -> None:
    file = tmp_path / "pages.yaml"
    file.write_text("modules: {首页: Home, 转帐: Transfers}\n" + WHOLE, encoding="utf-8")
    (home, transfer), _, _ = load_pages(file)
    assert (home.module_en, transfer.module_en) == ("Home", "")
    assert "no page is of the module “转帐”" in "".join(map(str, remarks(file)))


def test_pages_and_modules_may_be_announced_for_a_version(tmp_path: Path) -> None:
    text = """modules: {首页: Home, 保险: {name_en: Insurance, since: 1.10}}
pages:
  - {id: a, name: x, module: 保险}
  - {id: b, name: y, module: 保险, since: {code: 120}}
  - {id: c, name: z, since: 2}
"""
    told = Declared(*read_pages(text, "pages.yaml"))
    assert [told.since(page) for page in told.pages] == ["1.10", "code 120", "2"]
    assert told.pages[0].module_en == "Insurance"
    file = tmp_path / "pages.yaml"
    file.write_text(
        "modules: {保险: {since: 1.2}}\npages: [{id: a, name: x, recognise: {ids: [b]}}]\n", encoding="utf-8"
    )
    assert "no page is of the module “保险”; nothing can tell when it has arrived" in "".join(map(str, remarks(file)))


def test_no_file_declares_nothing(tmp_path: Path) -> None:
    assert load_pages(tmp_path / "pages.yaml") == ((), (), ())
    assert read_pages("", "pages.yaml") == ((), (), ())


PAGE = "pages: [{id: a, name: x}, {id: b, name: y}]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pages: [{id: a, name: x}, {id: a, name: y}]\n", "pages.yaml:1:32: page “a” is declared twice"),
        ("pages: [{id: a, name: x, ower: me}]\n", "pages.yaml:1:26: unknown key “ower”; did you mean “owner”?"),
        ("page: []\n", "pages.yaml:1:1: unknown key “page”; did you mean “pages”?"),
        ("pages: [{id: a b, name: x}]\n", "pages.yaml:1:14: an id is made of letters"),
        ("pages: [{id: a!x, name: x}]\n", "an id is made of letters"),
        ("pages: [{id: a}]\n", "needs `name: …`"),
        ("pages: [{id: a, name: x, importance: hi}]\n", "pages.yaml:1:38: unknown `importance` “hi”"),
        ("pages: [{id: a, name: x, link: home}]\n", "a deep link looks like"),
        ("pages: [{id: a, name: x, recognise: {text: [b]}}]\n", "did you mean “texts”?"),
        ("pages: [{id: a, name: x, recognise: {texts: [b], absent: [b]}}]\n", "“b” cannot be there and be absent"),
        (PAGE + "edges: [{from: a, to: c}]\n", "pages.yaml:2:23: unknown page “c”"),
        (PAGE + "edges: [{from: a, to: b, action: {push: x}}]\n", "unknown action “push”"),
        (PAGE + "edges: [{from: a, to: b, action: {tap: x, type: y}}]\n", "an action is one thing to do"),
        (PAGE + "edges: [{from: a, to: b, action: tap}]\n", "`tap` needs an element"),
        (PAGE + "edges: [{from: a, to: b, action: {tap: {txt: x}}}]\n", "unknown key “txt”; did you mean “text”?"),
        (PAGE + "edges: [{from: a, to: b, action: {back: x}}]\n", "`back` takes nothing more"),
        (PAGE + "edges: [{from: a, to: b, action: {open link: x}}]\n", "a deep link looks like"),
        (PAGE + "edges: [{from: a, to: b, wen: x}]\n", "did you mean “when”?"),
        ("pages: [{id: a, name: x, since: soon}]\n", "pages.yaml:1:33: a version begins with dotted numbers"),
        ("pages: [{id: a, name: x, since: {code: 0}}]\n", "pages.yaml:1:33: a version code is a whole number"),
        ("pages: [{id: a, name: x, since: {cod: 1}}]\n", "did you mean “code”?"),
        ("modules: {保险: {since: 1.x}}\n", "pages.yaml:1:23: a version begins with dotted numbers"),
        ("modules: {保险: {sinc: 1.2}}\n", "did you mean “since”?"),
        ("modules: {保险: [1]}\n", "`保险` must be text, not a list"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_nearest_name(text: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_pages(text, "pages.yaml")
    assert said in str(caught.value)


def told(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "pages.yaml"
    file.write_text(text, encoding="utf-8")
    return [str(remark).partition("pages.yaml")[2] for remark in remarks(file)]


def test_two_recognisers_that_nothing_tells_apart_are_remarked(tmp_path: Path) -> None:
    text = """pages:
  - {id: a, name: x, recognise: {activity: .ui.Main, ids: [one, two]}}
  - {id: b, name: y, recognise: {activity: com.bank.ui.Main, ids: ["com.bank:id/two", one]}}
"""
    said = ":3:33: “b” asks for the same as “a”, which stands first: it will never be seen"
    assert told(tmp_path, text) == [said]


def test_what_will_hardly_do_what_was_meant_is_remarked(tmp_path: Path) -> None:
    text = """pages:
  - {id: a, name: x, link: "b://x", recognise: {ids: [one]}}
  - {id: b, name: y, link: "b://x", recognise: {ids: [two]}}
  - {id: c, name: z}
  - {id: p-0123456789, name: z, recognise: {ids: [three]}}
edges:
  - {from: a, to: b, action: {tap: 转账}, when: sign in}
  - {from: a, to: c, action: {tap: 转账}}
  - {from: a, to: c, action: {tap: 转账}}
  - {from: b, to: c, when: 表单已填}
"""
    assert told(tmp_path, text) == [
        ":3:28: the deep link of “b” is that of “a”",
        ":4:10: nothing recognises “c”: it can never be seen, only expected",
        ":5:10: “p-0123456789” looks like one of patrol's own fingerprints; give the page a name as id",
        ":7:47: `when: sign in` is for readers only; did you mean “sign-in”?",
        ":9:5: the way from “a” to “c” is declared twice",
    ]


def test_the_pages_of_the_demo_are_beyond_remark() -> None:
    assert remarks(Path(__file__).parents[3] / "scenarios/demo/pages.yaml") == ()


@given(st.text(alphabet="pages:id name-[]{}\n ab,#'\"", max_size=60))
def test_whatever_stands_in_the_file_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        pages, _, _ = read_pages(text, "pages.yaml")
    except ScenarioError as error:
        assert "pages.yaml" in str(error)
    else:
        assert all(page.id and page.name for page in pages)
