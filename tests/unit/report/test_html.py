"""The report's HTML: what is in it, that nothing from the app becomes markup, that it fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser

import msgspec
import pytest

from patrol.model.graph import WallStatus
from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind, DriftReason, Overall
from patrol.model.screen import Node, Rect, Screen
from patrol.model.verdict import Screenshot, Series, Status, Verdict
from patrol.report import html, style

from . import gated, sample


class Parsed(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str]:
        return [name for _, attributes in self.tags if (name := attributes.get("id"))]


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(sample.result(), sample.files(), "en")


@pytest.fixture(scope="module")
def hostile() -> str:
    return html.render(gated.hostile(), sample.files(6), "en")


def test_says_the_verdict_and_what_decided_it_in_both_languages(page: str) -> None:
    for words in ("有问题", "Findings", "发现 1 项高危问题", "One severe finding", "What cleartext-traffic says"):
        assert words in page


def test_no_text_from_the_app_becomes_markup(hostile: str) -> None:
    parsed = Parsed(hostile)
    assert not [tag for tag, _ in parsed.tags if tag == "img"]
    assert not [name for _, attributes in parsed.tags for name in attributes if name.startswith("on")]
    scripts = [attributes for tag, attributes in parsed.tags if tag == "script"]
    assert [a.get("id") for a in scripts] == ["graph-data", None, None, "graph-thumbs", "graph-more", None]
    assert "The data of the result is too large for this file" in hostile


def test_no_character_that_turns_a_line_around_reaches_the_reader(hostile: str) -> None:
    markup = re.sub(r'<script type="application/json".*?</script>', "", hostile, flags=re.DOTALL)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", markup)


def test_a_megabyte_of_text_is_cut(hostile: str) -> None:
    markup = re.sub(r"<script.*?</script>", "", hostile, flags=re.DOTALL)
    assert len(markup) < 700_000
    assert "(+330,000)" in markup


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    parsed = Parsed(page)
    links = [value for _, attributes in parsed.tags for name, value in attributes.items() if name in ("src", "href")]
    beside = [link for link in links if not link or not link.startswith(("#", "data:image/webp;base64,"))]
    assert beside == ["trace.json.gz"]  # a file of the run folder, opened only when one asks for it
    ours = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "url(" not in re.sub(r"url\(#arrow(-small)?\)", "", ours)


def test_ids_are_unique_and_links_lead_somewhere(page: str) -> None:
    parsed = Parsed(page)
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    links = {a["href"] for tag, a in parsed.tags if tag == "a"}
    assert {link for link in links if link and link[1:] not in ids} == {"trace.json.gz"}


def test_the_result_is_embedded_for_programs(page: str) -> None:
    found = re.search(r'<script type="application/json" id="result">(.*?)</script>', page, re.DOTALL)
    assert found and json.loads(found[1])["environment"]["package"] == "com.harbourbank.mobile"


def test_the_same_result_gives_the_same_bytes(page: str) -> None:
    assert html.render(sample.result(), sample.files(), "en") == page


def test_open_checks_are_unfolded_and_passed_and_waived_ones_folded(page: str) -> None:
    checks = [(a["class"], "open" in a) for tag, a in Parsed(page).tags if tag == "details" and "check" in str(a)]
    opened = {str(name).rpartition("status-")[2]: is_open for name, is_open in checks if "status-" in str(name)}
    assert opened == {
        "fail": True,
        "error": True,
        "inconclusive": True,
        "manual": True,
        "waived": False,
        "pass": False,
        "not-applicable": False,
        "informative": False,
    }


def test_a_picture_is_embedded_once_however_often_it_is_shown(page: str) -> None:
    data = re.findall(r"data:image/webp;base64,[A-Za-z0-9+/=]+", page)
    assert len(data) == len(set(data)) > 10


def test_a_missing_picture_is_named(page: str) -> None:
    shot = Screenshot(picture="pictures/lost.png", page="p1")
    check = sample.check("lost", "security", Status.fail, (Verdict(Status.fail, Text("丢", "lost"), evidence=(shot,)),))
    shown = html.render(msgspec.structs.replace(sample.result(), checks=(check,)), sample.files())
    assert "pictures/lost.png" in shown


def test_unknown_is_said_not_drawn_as_zero(page: str) -> None:
    assert "unknown" in page and "not measured" not in page
    facts = tuple(msgspec.structs.replace(fact, janky_percent=None) for fact in sample.result().pages)
    assert "not measured" in html.render(msgspec.structs.replace(sample.result(), pages=facts), sample.files())


def test_a_secure_window_is_drawn_from_its_tree_and_says_so() -> None:
    label = Node("android.widget.TextView", text="登录密码", bounds=Rect(42, 700, 400, 760))
    secret = Node(
        "android.widget.EditText", text="••••••", password=True, clickable=True, bounds=Rect(42, 800, 1038, 940)
    )
    tree = Screen(width=1080, height=2400, roots=(Node(bounds=Rect(0, 0, 1080, 2400), children=(label, secret)),))
    whole = sample.result()
    facts = tuple(msgspec.structs.replace(f, tree="trees/p1.json" if f.page == "p1" else "") for f in whole.pages)
    shown = html.render(msgspec.structs.replace(whole, pages=facts), sample.files(trees={"trees/p1.json": tree}))
    assert "Secure window: screenshots are refused; drawn from the UI tree" in shown
    assert "登录密码" in shown and "••••••" in shown


def test_a_run_that_passed_and_saw_nothing_can_be_shown() -> None:
    full = sample.result()
    empty = type(full)(full.schema_version, full.environment, Overall.passed, (), Text("通过", "Passed"))
    assert "No page was found." in html.render(empty, sample.files(0))


def test_a_series_without_points_is_no_chart(page: str) -> None:
    series = Series(name=Text("空", "empty"), unit="ms", points=(), source="nothing")
    check = sample.check("e", "security", Status.fail, (Verdict(Status.fail, Text("空", "e"), evidence=(series,)),))
    html.render(msgspec.structs.replace(sample.result(), checks=(check,), figures=()), sample.files())


def test_thousands_of_pages_are_all_listed_in_a_file_that_stays_small() -> None:
    big = html.render(sample.result(3000), sample.files(0))
    assert len(big) < 6_000_000
    assert {f"page-p{n}" for n in range(3000)} <= set(Parsed(big).ids())


def test_panels_of_a_large_graph_are_packed_and_hold_what_those_of_a_small_one_say() -> None:
    big = html.graph_page(sample.result(400), sample.files(4))
    packed = re.search(r'<script type="text/plain" id="graph-more">(.*?)</script>', big, re.DOTALL)
    assert packed
    told = json.loads(zlib.decompress(base64.b64decode(packed[1]), -15))
    assert len(told["panels"]) == len(told["texts"]) == 401
    assert "patrol graph reports/demo-20260101-120000 --to p7" in told["panels"][7]
    assert "<script" not in told["panels"][7]


def test_the_graph_alone_has_the_same_drawing_and_list() -> None:
    shown = html.graph_page(sample.result(), sample.files(), "zh")
    assert 'id="graph-canvas"' in shown and 'id="page-p3"' in shown and "graph-search" in shown


def test_a_panel_says_what_is_known_of_a_page(page: str) -> None:
    panel = page[page.index('id="page-p5"') :]
    panel = panel[: panel.index("</details>")]
    for words in ("Sign-in", "not passed", "Ways in", "The way from the start", "--to p5", "Requests", "janky"):
        assert words in panel


def test_a_wall_that_was_passed_and_a_difference_are_shown() -> None:
    whole = sample.result()
    pages = tuple(
        msgspec.structs.replace(p, wall="captcha", wall_status=WallStatus.passed, wall_note="by hand", owner="支付组")
        if p.key == "p3"
        else p
        for p in whole.graph.pages
    )
    drift = (
        Drift(DriftKind.elsewhere, DriftReason.led_elsewhere, "p1", "p4", "tap x", seen=("p6",)),
        Drift(DriftKind.missing, DriftReason.cut_short, "p2"),
    )
    graph = msgspec.structs.replace(whole.graph, pages=pages)
    shown = html.graph_page(msgspec.structs.replace(whole, graph=graph, drift=drift), sample.files(), "en")
    assert "by hand" in shown and "支付组" in shown
    panel = shown[shown.index('id="page-p1"') :]
    assert "a way leads elsewhere" in panel[: panel.index("</details>")]
    quiet = shown[shown.index('id="page-p2"') :]
    assert "not found" not in quiet[: quiet.index("</details>")]


def test_what_is_kept_from_elsewhere_has_its_licence_and_is_what_it_says() -> None:
    folder = style.ASSETS / "vendor"
    told = (folder / "README.md").read_text("utf-8")
    script = (folder / "cytoscape.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() in told
    assert "Permission is hereby granted, free of charge" in (folder / "cytoscape.LICENSE.txt").read_text("utf-8")
    assert b"</script" not in script.lower()


@pytest.fixture(scope="module")
def with_gate() -> str:
    return html.render(gated.result(), sample.files(), "en")


def test_the_gates_answer_comes_before_the_scores_with_picture_way_and_draft(with_gate: str) -> None:
    assert with_gate.index('id="gate"') < with_gate.index('id="scores"')
    for words in (
        "The gate fails",
        "门禁不通过",
        "A new page has no test case",
        "in grace until 2026-02-01",
        "1 returned",
    ):
        assert words in with_gate
    assert "patrol draft reports/demo-20260101-120000 p7" in with_gate
    card = with_gate[with_gate.index('class="gate-card') :][:600]
    assert '<use href="#pic' in card
    assert with_gate.count('class="strip"') == 2  # the item's and the number's row


def test_the_gates_part_leads_somewhere_and_repeats_no_id(with_gate: str) -> None:
    parsed = Parsed(with_gate)
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    links = {a["href"] for tag, a in parsed.tags if tag == "a"}
    assert {link for link in links if link and link[1:] not in ids} == {"trace.json.gz", "drafts/p7.yaml"}


def test_without_a_baseline_there_is_no_gate(page: str) -> None:
    assert 'id="gate"' not in page and "Build gate" not in page
