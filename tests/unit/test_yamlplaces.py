"""What a person who writes YAML by hand gets to read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.errors import ConfigError, Place, ScenarioError
from patrol.yamlplaces import load, load_file

TEXT = """\
# phones
phones:
  desk:
    serial: "0123"
    labels: [slow, 32bit]
    android: 14
steps:
  - tap: 登录
  - wait: 2.5
"""


def test_data_is_plain_and_every_value_has_its_place() -> None:
    document = load(TEXT, "d.yaml")
    assert document.data["phones"]["desk"] == {"serial": "0123", "labels": ["slow", "32bit"], "android": 14}
    assert document.place(("phones", "desk", "serial")) == Place("d.yaml", 4, 13)
    assert document.place(("phones", "desk", "serial"), of_key=True) == Place("d.yaml", 4, 5)
    assert document.place(("steps", 1, "wait")) == Place("d.yaml", 9, 11)
    assert document.place(("steps", 1, "missing")).line == 9


def test_unknown_key_names_the_nearest_one() -> None:
    section = load(TEXT, "d.yaml").section("phones", "desk")
    with pytest.raises(ConfigError, match=r"^d.yaml:6:5: unknown key “android”; did you mean “androids”\?"):
        section.only("serial", "labels", "androids")
    with pytest.raises(ConfigError, match="known: serial, labels, version"):
        section.only("serial", "labels", "version")


def test_typed_access() -> None:
    phone = load(TEXT, "d.yaml").section("phones", "desk")
    assert phone.text("serial") == "0123"
    assert phone.text("android") == "14"
    assert phone.integer("android") == 14
    assert phone.texts("labels") == ("slow", "32bit")
    assert phone.flag("root", False) is False
    assert phone.section("nothing").data == {}
    with pytest.raises(ConfigError, match=r"d.yaml:5:13: `labels` must be text, not a list"):
        phone.text("labels")
    with pytest.raises(ConfigError, match=r"needs `driver: …`"):
        phone.text("driver")
    with pytest.raises(ConfigError, match=r"unknown `serial` “0123”; known: a, b"):
        phone.choice("serial", ["a", "b"])


def test_list_of_mappings() -> None:
    steps = list(load(TEXT, "d.yaml").section().sections("steps"))
    assert [step.data for _, step in steps] == [{"tap": "登录"}, {"wait": 2.5}]
    with pytest.raises(ConfigError, match=r"a.yaml:1:6: `s.0` must be a mapping"):
        list(load("s: [ x ]", "a.yaml").section().sections("s"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01"),
        ("013800138000", "013800138000"),
        ("+8613800138000", "+8613800138000"),
        ("0", 0),
        ("-3", -3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("~", None),
        ("1_000", "1_000"),
    ],
)
def test_scalars_do_not_surprise(text: str, value: object) -> None:
    assert load(f"a: {text}", "x").data == {"a": value}


def test_merge_keys_and_aliases() -> None:
    text = "base: &b {a: 1, b: 2}\nmore:\n  <<: *b\n  b: 3\n"
    assert load(text, "x").data["more"] == {"a": 1, "b": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", r"x:2:1: key “a” is given twice, first in line 1"),
        ("a: [1, 2\nb: 3\n", r"x:\d:\d: this is not valid YAML"),
        ("a: &a [*a]\n", "contains itself"),
        ("a: !!python/object:os.system {}\nb: !x 1\n", "not a plain value"),
        ("? [1]\n: 2\n", "a key must be plain text"),
        ("a: b: c", r"x:1:5: this is not valid YAML"),
        ("a: \0", "not valid YAML"),
        ("[" * 5000, "nested too deeply"),
        ("- 1", None),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, message: str | None) -> None:
    with pytest.raises(ScenarioError, match=message or "the file must be a mapping"):
        load(text, "x", error=ScenarioError).section()


def test_aliases_that_multiply_are_stopped() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    with pytest.raises(ConfigError, match="too many values"):
        load("\n".join(lines), "x")


def test_empty_file_is_an_empty_mapping() -> None:
    assert load("# nothing\n", "x").section().data == {}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no.yaml: cannot be read: No such file"):
        load_file(tmp_path / "no.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"a: \xff")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load_file(tmp_path / "bad.yaml")
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfa: 1")
    assert load_file(tmp_path / "bom.yaml").data == {"a": 1}


@given(st.text(max_size=200))
def test_any_text_gives_data_or_a_config_error(text: str) -> None:
    try:
        load(text, "x")
    except ConfigError as error:
        assert str(error).startswith("x")
