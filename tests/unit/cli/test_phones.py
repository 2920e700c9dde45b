"""The table of phones."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from patrol.cli import phones as phones_command
from patrol.model.artifacts import PhoneInfo
from patrol.phones import PhoneRow
from patrol.report.plain import columns

ROWS = (
    PhoneRow(name="柜台测试机", serial="R58M", state="unauthorized"),
    PhoneRow(
        name="",
        serial="127.0.0.1:5601",
        state="device",
        info=PhoneInfo(serial="127.0.0.1:5601", manufacturer="华为", model="P60", android="12", sdk=31),
        used_by=77,
    ),
)


@pytest.mark.parametrize(
    ("lang", "note", "use"), [("en", "unlock the phone", "by process 77"), ("zh", "请解锁", "进程")]
)
def test_columns_stand_below_each_other_whatever_the_script(
    lang: str, note: str, use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("patrol.phones.list_phones", lambda devices, settings: ROWS)
    lines = CliRunner().invoke(phones_command.command, ["--lang", lang]).output.splitlines()
    assert len(lines) == 3
    starts = [
        columns(line[: line.index(word)])
        for line, word in zip(lines[1:], (note, "进程" if lang == "zh" else "in use"), strict=True)
    ]
    assert starts[0] == starts[1] == columns(lines[0][: lines[0].index(phones_command.HEAD[lang][-1])])
    assert use in lines[2]
