"""pages.yaml from a crawl, edited by hand, added to by a second run, and held against the app."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from patrol.model.result import DriftKind
from patrol.model.verdict import Status
from patrol.virtualphone.serve import ServedPhone
from tests.e2e.conftest import LIGHT, SMALL, World, result_of, run_of


@pytest.mark.slow
def test_a_declaration_is_written_edited_kept_and_held_against_the_app(
    shared_world: World, small_phone: ServedPhone, tmp_path: Path
) -> None:
    patrol, app, out = shared_world.patrol, tmp_path / "small", tmp_path / "reports"
    shutil.copytree(SMALL, app)
    crawled = patrol("crawl", str(app), "--phone", small_phone.address, *LIGHT, "--out", str(out))
    run = run_of(out)
    assert result_of(run).drift == (), crawled.stderr

    first = patrol("pages", "init", str(run))
    file = app / "pages.yaml"
    assert first.returncode == 0 and f"{file}: added 9 pages" in first.stdout, first.stderr
    assert patrol("pages", "check", str(app)).stdout.endswith("no mistake.\n")

    text = file.read_text("utf-8")
    edited = text.replace(
        "    name: 设置\n", "    name: 我的设置   # 平台组改的\n    owner: 平台组\n    importance: high\n"
    )
    edited = edited.replace(
        "  - id: about\n", "  - id: vip\n    name: 贵宾\n    recognise: {ids: [vip]}\n\n  - id: about\n"
    )
    assert edited != text
    file.write_text(edited, "utf-8")
    again = patrol("pages", "init", str(run))
    assert again.returncode == 0 and file.read_text("utf-8") == edited
    assert "nothing to add; it has 10 pages" in again.stdout and "vip (贵宾)" in again.stdout

    # The page that only the file knows is missing; all others are found under their declared names.
    judged = patrol("audit", str(run), "--pages", str(file))
    result = result_of(run)
    assert [(one.kind, one.page) for one in result.drift] == [(DriftKind.missing, "vip")], judged.stderr
    settings = result.graph.page("settings")
    assert settings is not None and (settings.name, settings.owner, settings.importance) == (
        "我的设置",
        "平台组",
        "high",
    )
    assert {check.status for check in result.checks if check.id == "unreachable-page"} == {Status.fail}

    # Without it, nothing differs; a page taken out is undeclared until `pages init` puts it back.
    vip = "  - id: vip\n    name: 贵宾\n    recognise: {ids: [vip]}\n\n"
    file.write_text(edited.replace(vip, ""), "utf-8")
    patrol("audit", str(run), "--pages", str(file))
    assert result_of(run).drift == ()
    lines = [line for line in edited.replace(vip, "").splitlines() if "to: about" not in line]
    at = lines.index("  - id: about")
    file.write_text("\n".join(lines[:at] + lines[at + 4 :]) + "\n", "utf-8")
    patrol("audit", str(run), "--pages", str(file))
    assert [one.kind for one in result_of(run).drift] == [DriftKind.undeclared]
    back = patrol("pages", "init", str(run))
    assert "added 1 page and 1 way; 8 pages stayed" in back.stdout and "+ about" in back.stdout


@pytest.mark.slow
def test_a_second_run_finds_the_pages_under_their_declared_names(
    shared_world: World, small_phone: ServedPhone, tmp_path: Path
) -> None:
    patrol, app = shared_world.patrol, tmp_path / "small"
    shutil.copytree(SMALL, app)
    patrol("crawl", str(app), "--phone", small_phone.address, *LIGHT, "--out", str(tmp_path / "one"))
    patrol("pages", "init", str(run_of(tmp_path / "one")))
    patrol("crawl", str(app), "--phone", small_phone.address, *LIGHT, "--out", str(tmp_path / "two"))
    result = result_of(run_of(tmp_path / "two"))
    assert "settings" in {page.key for page in result.graph.pages} and len(result.graph.pages) == 9
    assert [one for one in result.drift if one.real] == []
    later = patrol("pages", "init", str(run_of(tmp_path / "two")))
    assert "nothing to add" in later.stdout


def test_a_run_of_a_package_needs_to_be_told_where_to_write(shared_world: World, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    head = '{"schema":1,"run_id":"x","app":"com.example.app","started_at":"","patrol":"0"}'
    (tmp_path / "run" / "run.json").write_text(head)
    told = shared_world.patrol("pages", "init", str(tmp_path / "run"))
    assert told.returncode == 2 and "--out scenarios/my-app/pages.yaml" in told.stderr
    named = shared_world.patrol("pages", "init", str(tmp_path / "run"), "--out", str(tmp_path / "pages.yaml"))
    assert named.returncode == 2 and "patrol crawl APP" in named.stderr


def test_a_mistake_in_the_file_is_told_with_its_place(shared_world: World, tmp_path: Path) -> None:
    (tmp_path / "pages.yaml").write_text("pages: [{id: a, name: x, ower: me}]\n")
    told = shared_world.patrol("pages", "check", str(tmp_path))
    assert told.returncode == 2 and "pages.yaml:1:26: unknown key “ower”; did you mean “owner”?" in told.stderr
    (tmp_path / "pages.yaml").write_text("pages: [{id: a, name: x}]\n")
    told = shared_world.patrol("pages", "check", str(tmp_path))
    assert told.returncode == 0 and "nothing recognises “a”" in told.stdout


def test_a_run_says_what_will_hardly_do_what_was_meant_before_it_touches_a_phone(
    shared_world: World, tmp_path: Path
) -> None:
    shutil.copytree(SMALL, tmp_path / "small")
    (tmp_path / "small" / "pages.yaml").write_text("pages: [{id: a, name: x}]\n")
    told = shared_world.patrol("run", str(tmp_path / "small"), "--phone", "nosuch", "--out", str(tmp_path / "out"))
    assert told.returncode in (2, 3) and "pages.yaml:1:14: nothing recognises “a”" in told.stderr
