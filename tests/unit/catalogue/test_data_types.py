"""The table of sensitive data: complete, and clear about its own mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from patrol.catalogue.data_types import FILE, compiled, data_types, load
from patrol.errors import ConfigError


def damaged(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "data_types.json"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_all_types_are_there_with_their_classes() -> None:
    table = data_types()
    assert len(table.types) == 65 and len({one.id for one in table.types}) == 65
    assert {one.level for one in table.types} == {"", "C1", "C2", "C3"}
    assert table.name("SD-CVN2").en == "Card verification code" and table.name("SD-NONE").en == "SD-NONE"


def test_every_pattern_matches_its_examples() -> None:
    assert set(compiled(data_types())) == {one.id for one in data_types().types}


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("SD-CN-MOBILE", "13800138000", "138***8000"),
        ("SD-BANK-CARD", "6217001234568818", "621700***8818"),
        ("SD-CVN2", "123", "***"),
        ("SD-PAY-PASSWORD", "Abc123456789", "***"),
        ("SD-CN-NAME", "李晓雯", "***"),
        ("SD-CN-ADDRESS", "浙江省杭州市西湖区文三路100号", "浙***号"),
    ],
)
def test_a_report_shows_no_more_than_is_customary(kind: str, value: str, shown: str) -> None:
    one = data_types().type(kind)
    assert one is not None and one.masked(value) == shown


def line_of(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if text in line)


def test_a_field_of_the_wrong_kind_is_told_with_its_line(tmp_path: Path) -> None:
    path = damaged(tmp_path, '"group": "vehicle"', '"group": 7')
    with pytest.raises(ConfigError, match=rf"{re.escape(str(path))}:{line_of(path, 'CN-PLATE')}: Expected `str`"):
        load(path)


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    path = damaged(tmp_path, '{"id": "SD-VIN"', '{"id" "SD-VIN"')
    with pytest.raises(ConfigError, match=f":{line_of(path, 'SD-VIN')}: is no JSON"):
        load(path)


def test_an_unknown_profile_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    path = damaged(tmp_path, '"profile": "phone_number"', '"profile": "phone_numer"')
    with pytest.raises(ConfigError, match=f":{line_of(path, 'phone_numer')}: .*phone_number"):
        load(path)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = damaged(tmp_path, '"id": "SD-EMAIL"', '"id": "SD-CN-MOBILE"')
    with pytest.raises(ConfigError, match="SD-CN-MOBILE stands twice"):
        load(path)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('"patterns": ["(?<![A-Z0-9][A-HJ"', "cannot be read"),
        ('"patterns": ["nothing"', "does not match|no pattern matches"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, new: str, said: str) -> None:
    row = next(line for line in FILE.read_text("utf-8").splitlines() if '"SD-VIN"' in line)
    old = row[row.index('"patterns"') : row.index('], "validation"')]
    path = damaged(tmp_path, old, new)
    with pytest.raises(ConfigError, match=rf":{line_of(path, 'SD-VIN')}: SD-VIN: .*({said})"):
        compiled(load(path), path)
