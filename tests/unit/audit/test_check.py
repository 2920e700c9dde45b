"""A check that patrol cannot run is refused with the place and the names that would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.audit.check import load_check, load_checks
from patrol.errors import ConfigError

HEAD = '''"""The battery is empty."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.timeline import Timeline
from patrol.model.frames import Frames
from patrol.model.resources import Resources
from patrol.model.record import Text
from patrol.model.verdict import Verdict

MARK = check(
    title_pass=Text("电量足", "enough battery"),
    title_fail=Text("没电了", "no battery"),
    why=Text("会关机", "it goes off"),
    advice=Text("充电", "charge it"),
)

'''


def write(folder: Path, body: str, name: str = "battery_left", category: str = "power") -> Path:
    path = folder / category / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + body, encoding="utf-8")
    return path


DEF = HEAD.count("\n") + 1
"""Line of the decorator."""
END = DEF + 3

GOOD = """@MARK
def battery_left(found: Resources, frames: Frames | None, *, percent: float = 5.0) -> Iterator[Verdict]:
    yield from ()
"""


def test_a_check_is_what_its_annotations_say(tmp_path: Path) -> None:
    found = load_check(write(tmp_path, GOOD))
    assert (found.id, found.category) == ("battery-left", "power")
    assert {name: need.optional for name, need in found.needs.items()} == {"found": False, "frames": True}
    assert found.options["percent"].default == 5.0
    assert found.fires_when == "The battery is empty"


def test_a_users_check_replaces_the_bundled_one_of_the_same_id(tmp_path: Path) -> None:
    write(tmp_path / "bundled", GOOD)
    write(tmp_path / "bundled", GOOD.replace("battery_left", "other"), name="other")
    own = write(tmp_path / "own", GOOD, category="mine")
    loaded = load_checks([tmp_path / "bundled", tmp_path / "own"])
    assert [(check.category, check.id) for check in loaded] == [("mine", "battery-left"), ("power", "other")]
    assert loaded[0].place.file == str(own)


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        (
            GOOD.replace("found: Resources", "found: Verdict"),
            DEF,
            "unknown need of parameter “found”: “Verdict”; known",
        ),
        (GOOD.replace("found: Resources", "found: Frame"), DEF, "name 'Frame' is not defined"),
        (GOOD.replace("found: Resources", "found"), DEF, "“found” is not annotated"),
        (GOOD.replace("float = 5.0", "float"), DEF, "option “percent” needs a default"),
        (GOOD.replace("float = 5.0", "bytes = b''"), DEF, "a default and one of these types: int, float"),
        (
            GOOD.replace("def battery_left", "def battery"),
            1,
            "needs a function “battery_left” marked with @check; it holds",
        ),
        (GOOD.replace("@MARK\n", ""), 1, "it holds none"),
        (GOOD + GOOD.replace("def battery_left", "def second"), 1, "more than one check"),
        (GOOD + "def broken(:\n", END, "is not valid Python"),
        (GOOD + "import nothing_of_this_name\n", END, "ModuleNotFoundError"),
        (GOOD + "Text.no_such\n", END, "AttributeError"),
    ],
)
def test_a_wrong_check_is_refused_with_its_place(tmp_path: Path, body: str, line: int, says: str) -> None:
    path = write(tmp_path, body)
    with pytest.raises(ConfigError) as caught:
        load_check(path)
    assert says in str(caught.value)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == (str(path), line)


def test_files_that_begin_with_an_underscore_are_no_checks(tmp_path: Path) -> None:
    write(tmp_path, "x = 1\n", name="_shared")
    assert load_checks([tmp_path]) == ()
