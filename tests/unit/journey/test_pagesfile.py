"""New entries go into a file whose every character stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.errors import ScenarioError
from patrol.journey.pages import read_pages
from patrol.journey.pagesfile import HEAD, extended
from patrol.model.journey import StepSpec
from patrol.model.scenario import DeclaredEdge, DeclaredPage, Importance, Recogniser

PAY = DeclaredPage("pay", "转账, 汇款", module="首页", recognise=Recogniser(".Pay", ids=("pay_title",)))
WAY = DeclaredEdge("home", "pay", StepSpec("tap", {"on": {"id": "entry"}}), "form filled")


def kept(before: str, after: str) -> bool:
    """Whether `after` is `before` with lines put in."""
    rest = iter(after.splitlines())
    return all(line in rest for line in before.splitlines())


def test_an_empty_file_gets_a_head_that_says_what_may_be_edited() -> None:
    text = extended("", [DeclaredPage("home", "首页"), PAY], [WAY])
    assert text.startswith(HEAD) and "owner" in HEAD
    assert (
        text.removeprefix(HEAD)
        == """
pages:
  - id: home
    name: 首页
  - id: pay
    name: '转账, 汇款'
    module: 首页
    recognise: {activity: .Pay, ids: [pay_title]}

edges:
  - {from: home, to: pay, action: {tap: {id: entry}}, when: form filled}
"""
    )


HAND_MADE = """\
# ours
pages:

  # the start
  - {id: home, name: "首页",   owner: '平台组'}   # do not touch
  - id: old
    name: >
      旧页
      folded

    # below the last page

edges: # none yet
# the end"""


def test_comments_quotes_and_blank_lines_stay_where_they_are() -> None:
    text = extended(HAND_MADE, [PAY], [WAY])
    assert kept(HAND_MADE, text)
    pages, edges, _ = read_pages(text, "pages.yaml")
    assert [page.id for page in pages] == ["home", "old", "pay"] and len(edges) == 1
    assert pages[0].owner == "平台组" and pages[2] == PAY


@pytest.mark.parametrize(
    "text",
    [
        "pages: [{id: home, name: 首页}]\n",
        "pages: [\n  {id: home, name: 首页},\n]\nedges: []\n",
        "pages:\n- id: home\n  name: 首页\nedges: ~\n",
        "pages:\n      - {id: home, name: 首页} # deep\n",
        "edges: []\npages:\n  - id: home\n    name: 首页",
        "pages:\n  - id: home\n    name: |\n      首页\n",
        "# all\npages:\n  - name: 首页\n    recognise:\n      texts:\n        - 首页\n    id: home\n\n\n# tail\n",
    ],
)
def test_every_way_of_writing_a_list_can_be_added_to(text: str) -> None:
    after = extended(text, [PAY], [WAY])
    pages, edges, _ = read_pages(after, "pages.yaml")
    assert [page.id for page in pages] == ["home", "pay"] and [(e.source, e.target) for e in edges] == [("home", "pay")]
    assert extended(after, [], []) == after


def test_what_is_announced_for_a_version_stays_announced() -> None:
    text = "modules:\n  保险: {since: 1.10}  # with the big release\npages:\n  - {id: home, name: x, since: 1.2}\n"
    pages, _, modules = read_pages(extended(text, [DeclaredPage("b", "y", module="保险")], []), "pages.yaml")
    assert [page.since for page in pages] == ["1.2", ""] and modules[0].since == "1.10"
    for since in ("1.10", "code 7"):
        later = DeclaredPage("later", "z", since=since)
        assert read_pages(extended(text, [later], []), "pages.yaml")[0][-1] == later


def test_a_file_with_only_comments_keeps_them() -> None:
    text = extended("# ours\n#\n", [DeclaredPage("home", "首页")], [])
    assert text.startswith("# ours\n#\n") and HEAD not in text


def test_a_file_that_is_wrong_is_left_alone() -> None:
    with pytest.raises(ScenarioError, match="unknown key"):
        extended("pags: []\n", [PAY], [])


def test_a_file_that_cannot_be_added_to_says_what_to_do() -> None:
    with pytest.raises(ScenarioError) as caught:
        extended("pages: &all [{id: home, name: 首页}]\nedges: []\n", [DeclaredPage("home", "again")], [])
    assert "nothing can be added" in str(caught.value) and "--out" in caught.value.advice


NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


@settings(deadline=None)
@given(
    st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=4), st.booleans(), st.sampled_from(list(Importance))
)
def test_what_is_written_is_read_again_as_it_was(told: list[tuple[str, str, str]], flow: bool, how: Importance) -> None:
    pages = [
        DeclaredPage(
            f"page-{n}", name, module=module, importance=how, recognise=Recogniser(texts=(text,), ids=("0x1", "1e5"))
        )
        for n, (name, module, text) in enumerate(told)
    ]
    before = "pages: [{id: home, name: x}]\n" if flow else "pages:\n  - {id: home, name: x}\n"
    edges = [DeclaredEdge("home", page.id, StepSpec("tap", {"on": page.name})) for page in pages]
    read, ways, _ = read_pages(extended(before, pages, edges), "pages.yaml")
    assert list(read[1:]) == pages and [dict(w.action.arguments) for w in ways if w.action] == [
        {"on": p.name} for p in pages
    ]
