"""What an app declares is read while the run is made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from patrol.gather.privacy import PrivacyGatherer, plain_text
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.scenario import PrivacyPlan, Scenario, TextSource
from tests.unit.gather.double import FakeDriver, context

PAGE = "<html><head><style>p{}</style></head><body><p>极光推送&amp;统计</p><li>cn.jpush</li></body></html>"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path != "/none"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=gbk")
        self.end_headers()
        self.wfile.write((PAGE if self.path != "/empty" else "<html></html>").encode("gbk"))

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


def read(plan: PrivacyPlan) -> DeclaredPrivacy:
    ctx, _, _ = context(FakeDriver())
    ctx, gatherer = replace(ctx, scenario=Scenario("com.harbour", privacy=plan)), PrivacyGatherer()
    gatherer.start(ctx)
    gatherer.stop(ctx)
    return gatherer.artifact(ctx)


def test_an_address_is_fetched_and_read_as_a_person_would(site: str) -> None:
    found = read(PrivacyPlan(texts=(TextSource(TextKind.policy, url=f"{site}/p"),))).texts
    assert found == (PolicyText(TextKind.policy, f"{site}/p", "极光推送&统计\ncn.jpush"),)


@pytest.mark.parametrize(("path", "why"), [("/none", "Not Found"), ("/empty", "no text")])
def test_an_address_that_gives_nothing_says_why(site: str, path: str, why: str) -> None:
    (found,) = read(PrivacyPlan(texts=(TextSource(TextKind.sdk_list, url=site + path),))).texts
    assert found.text == "" and why in found.error


def test_a_server_that_is_not_there_and_an_address_that_is_none_say_why() -> None:
    urls = ("http://127.0.0.1:1/", "https://[broken")
    found = read(PrivacyPlan(texts=tuple(TextSource(TextKind.policy, url=url) for url in urls))).texts
    assert all(text.error and not text.text for text in found)


def test_files_pages_and_texts(tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_text("第一行 \n\n第二行", encoding="gb18030")
    sources = (
        TextSource(TextKind.policy, file=str(tmp_path / "policy.txt")),
        TextSource(TextKind.policy, file=str(tmp_path / "gone.txt")),
        TextSource(TextKind.sdk_list, page="sdks"),
        TextSource(TextKind.sdk_list, text="极光推送"),
    )
    file, gone, page, text = read(PrivacyPlan(texts=sources)).texts
    assert (file.text, file.source) == ("第一行\n第二行", "policy.txt")
    assert gone.error and (page.page, page.text) == ("sdks", "") and text.text == "极光推送"


def test_the_mapping_file_gives_true_names(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.txt"
    mapping.write_text("# R8\ncn.jpush.Core -> a.b.c:\n    int x -> a\ncom.bank.Main -> com.bank.Main:\n")
    found = read(PrivacyPlan(mapping=str(mapping)))
    assert (found.mapping, found.mapping_error) == ({"a.b.c": "cn.jpush.Core"}, "")
    mapping.write_text("hello")
    assert "no mapping file" in read(PrivacyPlan(mapping=str(mapping))).mapping_error
    assert "cannot be read" in read(PrivacyPlan(mapping=str(tmp_path / "none"))).mapping_error


def test_an_app_that_declares_nothing_has_an_empty_declaration() -> None:
    assert read(PrivacyPlan()) == DeclaredPrivacy()


def test_text_without_markup_stays_as_it_is() -> None:
    assert plain_text("a < b, c > d\n\n  e") == "a < b, c > d\ne"
