"""A baseline on disk: folder or zip, the same bytes each time, and what is wrong with it said plainly."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest

from patrol.errors import RunFolderError
from patrol.model.build import BUILD_SCHEMA
from patrol.model.record import to_json
from patrol.store.baselines import HEAD, Baseline, is_baseline, load, packed, save
from tests.unit.compare.small import build

PICTURES = {"pictures/home.png": b"home's picture", "pictures/a.png": b"a's picture"}
BUILD = packed(build("a", "b"), PICTURES.get)
PLACES = ("demo", "demo.zip")


@pytest.mark.parametrize("name", PLACES)
def test_what_is_saved_is_loaded(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, BUILD)
    assert load(tmp_path / name) == BUILD
    assert is_baseline(tmp_path / name)


@pytest.mark.parametrize("name", PLACES)
def test_a_second_time_gives_the_same_bytes_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    def everything() -> dict[str, bytes]:
        return {str(p.relative_to(tmp_path)): p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}

    save(tmp_path / name, BUILD)
    first = everything()
    save(tmp_path / name, packed(build("x", "y", "z"), lambda path: path.encode()))
    save(tmp_path / name, BUILD)
    assert everything() == first


def test_pictures_are_named_by_what_they_show_and_missing_ones_are_left_out() -> None:
    shown = {look.page: look.picture for look in BUILD.build.looks}
    assert shown["b"] == "" and BUILD.pictures[shown["a"]] == b"a's picture"
    assert {page.key: page.picture for page in BUILD.build.graph.pages} == dict.fromkeys(("home", "a", "b"), "")


def test_the_folder_can_be_read_by_people_and_compared_line_by_line(tmp_path: Path) -> None:
    save(tmp_path / "demo", BUILD)
    assert len((tmp_path / "demo" / HEAD).read_text(encoding="utf-8").splitlines()) > 50


def refused(path: Path) -> str:
    with pytest.raises(RunFolderError) as caught:
        load(path)
    assert caught.value.exit_code == 2 and caught.value.advice
    return caught.value.message


@pytest.mark.parametrize("name", PLACES)
def test_a_missing_baseline_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name) == f"There is no baseline at {tmp_path / name}."


def test_a_folder_without_a_build_is_none(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} is no baseline: it holds no build.json."


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_zip_that_was_cut_is_damaged(tmp_path: Path, share: float) -> None:
    path = tmp_path / "demo.zip"
    save(path, BUILD)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    assert f"The baseline {path} is damaged" in refused(path)


def test_a_zip_with_flipped_bytes_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "demo.zip"
    save(path, BUILD)
    data = bytearray(path.read_bytes())
    data[80:90] = bytes(10)
    path.write_bytes(bytes(data))
    assert "is damaged" in refused(path)


def test_another_file_and_another_zip_are_no_baselines(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert "is damaged: File is not a zip file" in refused(tmp_path / "notes.txt")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme", "hello")
    assert "holds no build.json" in refused(tmp_path / "other.zip")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "one"}', '{"schema": 1}', "\udce4"])
def test_broken_json_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / HEAD).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert f"The baseline {tmp_path} is damaged" in refused(tmp_path)


def test_a_newer_schema_is_named_and_not_guessed_at(tmp_path: Path) -> None:
    newer = msgspec.to_builtins(BUILD.build) | {"schema": BUILD_SCHEMA + 1, "graph": "of another kind"}
    (tmp_path / HEAD).write_bytes(to_json(newer))
    assert f"is of schema {BUILD_SCHEMA + 1}" in refused(tmp_path)


def test_fields_of_a_newer_patrol_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / HEAD).write_bytes(to_json(msgspec.to_builtins(BUILD.build) | {"tomorrow": 1}))
    assert load(tmp_path).build == BUILD.build


def test_pictures_outside_the_baseline_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"no picture")
    looks = tuple(msgspec.structs.replace(look, picture="pictures/../../secret") for look in BUILD.build.looks)
    inside = tmp_path / "demo"
    save(inside, Baseline(msgspec.structs.replace(BUILD.build, looks=looks), {}))
    assert load(inside).pictures == {}


def test_what_is_no_baseline_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.py").write_text("precious")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "file").write_text("precious")
    for name, why in (("src", "something else"), ("folder.zip", "is a folder"), ("file", "is a file")):
        with pytest.raises(RunFolderError, match=why):
            save(tmp_path / name, BUILD)
    assert (tmp_path / "src" / "main.py").read_text() == "precious"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    save(tmp_path, BUILD)
    assert load(tmp_path) == BUILD
