"""The page of a difference: complete without script, harmless whatever the app says."""

from __future__ import annotations

import re

import pytest

from patrol.model.difference import Difference
from patrol.model.record import from_json
from patrol.report import diffing

from . import two_builds
from .test_html import Parsed


@pytest.fixture(scope="module")
def page() -> str:
    return diffing.as_html(two_builds.difference(), *two_builds.sides(), "en")


@pytest.fixture(scope="module")
def hostile() -> str:
    return diffing.as_html(*two_builds.hostile(), "en")


def test_says_in_both_languages_what_differs(page: str) -> None:
    for words in (
        "新增页面 1",
        "1 page added",
        "Pages removed",
        "消失的页面",
        "Pension",
        "个人养老金",
        "the crawl ended early",
    ):
        assert words in page


def test_each_page_that_differs_has_its_place_and_the_drawing_leads_there(page: str) -> None:
    ids = Parsed(page).ids()
    assert len(ids) == len(set(ids))
    assert {"diff-home", "diff-pension", "diff-bill", "diff-then.3aold"} <= set(ids)
    links = {a["href"] for tag, a in Parsed(page).tags if tag == "a"}
    assert links and all(link and link[1:] in ids for link in links)


def test_the_drawing_can_be_read_as_a_list(page: str) -> None:
    listed = page[page.index("The drawing as a list") : page.index("<article")]
    assert "way lost" in listed and "Removed" in listed and "Points" in listed


def test_marks_differ_by_shape_and_sign_beside_colour(page: str) -> None:
    signs = {
        m: re.search(rf'<span class="sign m-{m}" aria-hidden="true">(.)</span>', page) for m in ("added", "removed")
    }
    assert [found and found[1] for found in signs.values()] == ["+", "−"]
    assert page.count('class="pin-shape"') >= 8


def test_changed_places_are_framed(page: str) -> None:
    assert page.count('class="mark mark-now"') == 2


def test_the_record_is_embedded_for_programs(page: str) -> None:
    found = re.search(r'<script type="application/json" id="difference">(.*?)</script>', page, re.DOTALL)
    assert found and from_json(found[1], Difference) == two_builds.difference()


def test_equal_builds_are_said_to_be_equal() -> None:
    shown = diffing.as_html(two_builds.nothing(), *two_builds.sides(), "en")
    assert "The two builds do not differ." in shown and "两个构建没有差异。" in shown
    assert "Both runs are of the same build." in shown and "<article" not in shown


def test_nothing_that_the_app_says_becomes_markup(hostile: str) -> None:
    parsed = Parsed(hostile)
    assert not [tag for tag, _ in parsed.tags if tag == "img"]
    assert not [name for _, attributes in parsed.tags for name in attributes if name.startswith("on")]
    assert [a.get("id") for tag, a in parsed.tags if tag == "script"] == ["difference", None]
    markup = re.sub(r'<script type="application/json".*?</script>', "", hostile, flags=re.DOTALL)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", markup)


def test_nothing_is_fetched(page: str) -> None:
    links = [v for _, a in Parsed(page).tags for name, v in a.items() if name in ("src", "href")]
    assert all(link and link.startswith(("#", "data:image/webp;base64,")) for link in links)


def test_the_same_difference_gives_the_same_bytes(page: str) -> None:
    assert diffing.as_html(two_builds.difference(), *two_builds.sides(), "en") == page


def test_json_is_the_record() -> None:
    assert from_json(diffing.as_json(two_builds.difference()), Difference) == two_builds.difference()
