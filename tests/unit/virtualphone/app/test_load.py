"""Authors' mistakes, each with the exact words they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.app.problems import ModelError
from patrol.virtualphone.app.source import parse_source
from tests.unit.virtualphone.app.builders import HEAD, app_of, home, write_app
from tests.unit.virtualphone.app.minibank import write_minibank

PAGE = "home: {{activity: .Main, content: [{}]}}"

MISTAKES = [
    ("home: {activity: .Main, contnt: []}", "page key 'contnt' is unknown; did you mean 'content'?"),
    ("home: {activity: .Man}", "activity '.Man' is unknown; did you mean '.Main'?"),
    ("home: {title: x}", "page 'home' needs 'activity'"),
    (PAGE.format("{buton: x}"), "widget kind 'buton' is unknown; did you mean 'button'?"),
    (PAGE.format("{button: x, on_tpa: back}"), "'button' key 'on_tpa' is unknown; did you mean 'on_tap'?"),
    (PAGE.format("{button: x, text: y}"), "one kind at a time: this has button and text"),
    (PAGE.format("{button: x, on_tap: {go: hoem}}"), "page 'hoem' is unknown; did you mean 'home'?"),
    (PAGE.format("{button: x, on_tap: {goo: home}}"), "effect 'goo' is unknown; did you mean 'go'?"),
    (PAGE.format("{button: x, on_tap: bakc}"), "effect 'bakc' is unknown; did you mean 'back'?"),
    (PAGE.format("{button: x, on_tap: {go: home, back: 1}}"), "one effect at a time: this has go and back"),
    (PAGE.format("{button: x, on_tap: {set: {nmae: 1}}}"), "variable 'nmae' is unknown; did you mean 'name'?"),
    (PAGE.format("{button: x, on_tap: {open: nope}}"), "dialog 'nope' is unknown"),
    (PAGE.format("{button: x, on_tap: {do: nope}}"), "effects 'nope' is unknown"),
    (PAGE.format("{text: 'a {nmae} b'}"), "name 'nmae' is unknown; did you mean 'name'?"),
    (PAGE.format("{text: x, when: nmae == 1}"), "name 'nmae' is unknown; did you mean 'name'?"),
    (PAGE.format("{text: x, when: 'lenn(name)'}"), "function 'lenn' is unknown; did you mean 'len'?"),
    (PAGE.format("{text: {zh: a, fr: b}}"), "language 'fr' is unknown; known: en, zh"),
    (PAGE.format("{text: x, colour: rde}"), "colour 'rde' is neither '#RRGGBB' nor one of primary"),
    (PAGE.format("{icon: hoem}"), "icon 'hoem' is unknown; did you mean 'home'?"),
    (PAGE.format("{text: x, size: big}"), "a number is expected here, not 'big'"),
    (PAGE.format("{text: x, size: 900}"), "900 is outside 4 to 120"),
    (PAGE.format("{field: x, type: emial}"), "value 'emial' is unknown; known: amount"),
    (PAGE.format("{field: x, var: nam}"), "settable 'nam' is unknown; did you mean 'name'?"),
    (PAGE.format("{list: many, row: []}"), "a number, '= expression' or endless is expected here, not 'many'"),
    (PAGE.format("{button: x, on_tap: {ask: android.permission.CAMRA}}"), "did you mean 'android.permission.CAMERA'?"),
    (PAGE.format("{button: x, on_tap: {request: FETCH http://x}}"), "method 'FETCH' is unknown"),
    (PAGE.format("{button: x, on_tap: {request: GET /x}}"), "'/x' is no URL"),
    (PAGE.format("{button: x, on_tap: {check: {that: on, say: x, at: nofield}}}"), "widget 'nofield' is unknown"),
    ("home: {activity: .Main, link: 'bank//x'}", "'bank//x' is no deep link"),
    ("home: {activity: .Main, link: 'bank://{prodct}'}", "variable 'prodct' is unknown"),
    ("home: {activity: .Main, timers: [{do: back}]}", "a timer needs either 'every_ms' or 'after_ms'"),
    ("home: {activity: .Main, edits: [{at: nope, remove: true}]}", "widget id 'nope' is unknown"),
    ("Home: {activity: .Main}", "page id 'Home': use lower case letters, digits and _"),
]


@pytest.mark.parametrize(("page", "words"), MISTAKES, ids=[words[:40] for _, words in MISTAKES])
def test_each_mistake_is_named_with_its_place(tmp_path: Path, page: str, words: str) -> None:
    with pytest.raises(ModelError) as caught:
        app_of(tmp_path, page)
    lines = [f"{place}: {message}" for place, message in caught.value.problems]
    assert any(words in line for line in lines), lines
    assert all(line.startswith(str(tmp_path / "build.yaml")) for line in lines)
    assert caught.value.exit_code == 2


def test_the_place_is_file_line_and_column(tmp_path: Path) -> None:
    build = write_app(tmp_path, home("{button: x, on_tap: {go: hoem}}"))
    with pytest.raises(ModelError) as caught:
        load_app(build)
    place = caught.value.problems[0][0]
    line = build.read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("hoem")


def test_all_mistakes_are_told_at_once_and_twenty_are_shown(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        app_of(tmp_path, home(*[f"{{text: x, coluor{n}: red}}" for n in range(30)]))
    assert len(caught.value.problems) == 30
    assert "… and 10 more" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1, 2", "is not valid YAML"),
        ("a: 1\na: 2", "'a' is given twice"),
        ("a: !python/object:os.system x", "tag"),
        ("a: &x [*x]", "contains itself"),
        ("? [1]\n: 2", "a key must be a word"),
    ],
)
def test_bad_yaml_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    build = tmp_path / "build.yaml"
    build.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=words):
        load_app(build)


def test_a_missing_file_and_a_folder_without_a_build_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_app(tmp_path / "nope.yaml")
    with pytest.raises(ModelError, match=r"holds no build\*\.yaml"):
        load_app(tmp_path)


def test_scalars_are_read_as_people_expect() -> None:
    source = parse_source("a: 09:41\nb: 2026-03-14\nc: yes\nd: true\ne: 1_000\nf: 0.5\ng: ~\nh: off", "x")
    assert list(source.plain().values()) == ["09:41", "2026-03-14", "yes", True, 1000, 0.5, None, "off"]


def test_the_example_of_the_docs_is_an_app(tmp_path: Path) -> None:
    model = load_app(write_minibank(tmp_path / "app"))
    assert list(model.pages) == ["consent", "home", "transfer"]
    assert model.launcher_activity == "com.example.minibank.MainActivity"
    assert model.pages["transfer"].secure


def test_a_build_changes_its_base(tmp_path: Path) -> None:
    write_app(tmp_path, home("{text: one, id: one}", "{text: two, id: two}", more="load_ms: 100"))
    (tmp_path / "new.yaml").write_text(
        """\
base: build.yaml
version: {name: "1.1", code: 2}
start: {cold_ms: 900}
variables:
  extra: 5
  count: !remove
pages:
  other: !remove
  home:
    load_ms: 700
    edits:
      - {at: one, set: {text: ONE}}
      - {at: two, remove: true}
      - {at: one, after: [{text: "new {extra}", id: three}]}
      - {at: three, before: {text: between}}
""",
        encoding="utf-8",
    )
    model = load_app(tmp_path / "new.yaml")
    assert (model.version_name, model.start.cold_ms, model.start.warm_ms) == ("1.1", 900, 200)
    assert list(model.pages) == ["home"]
    assert "count" not in model.variables
    shown = [widget.main.zh.parts[0] for widget in model.pages["home"].content]
    assert shown == ["ONE", "between", "new "]
    assert model.pages["home"].load_ms == 700


def test_a_circle_of_builds_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"base: b.yaml\n{HEAD}pages: {{home: {{activity: .Main}}}}", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("base: a.yaml", encoding="utf-8")
    with pytest.raises(ModelError, match="circle"):
        load_app(tmp_path / "a.yaml")
