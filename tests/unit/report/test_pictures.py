"""Pictures of a report."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Rect, Screen
from patrol.report import pictures
from patrol.report.pictures import Album, Packed, Wanted, thumbnails

from . import sample


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def test_a_screenshot_becomes_small_and_keeps_its_scale() -> None:
    picture = Album(sample.files(1), [Wanted("pictures/0.png")]).get("pictures/0.png")
    assert picture is not None
    data = base64.b64decode(picture.data.partition(",")[2])
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "WEBP" and image.size == (picture.width, picture.height) == (360, 800)
    assert picture.scale == pytest.approx(360 / 1080)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1"])
def test_any_kind_of_png_is_taken(mode: str) -> None:
    assert Album(Recorded(pictures={"a": png(1080, 200, mode)}), [Wanted("a")]).get("a")


@pytest.mark.parametrize("data", [b"", b"not a picture", png(200, 200)[:60]])
def test_a_damaged_picture_is_left_out(data: bytes) -> None:
    album = Album(Recorded(pictures={"a": data}), [Wanted("a"), Wanted("lost"), Wanted("")])
    assert album.get("a") is None and album.get("lost") is None and album.all() == ()


def test_an_endless_picture_is_cut() -> None:
    picture = Album(Recorded(pictures={"a": png(320, 20_000)}), [Wanted("a")]).get("a")
    assert picture is not None and picture.height == 4 * picture.width


def test_over_the_limits_the_least_important_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 5)
    album = Album(sample.files(8), [Wanted(f"pictures/{n}.png") for n in range(8)])
    assert len(album.all()) == 5 and album.left_out == 3
    assert Album(sample.files(2), [Wanted("pictures/0.png")], pictures.MOST_BYTES // 2).left_out == 0
    monkeypatch.setattr(pictures, "MOST_BYTES", 1)
    assert Album(sample.files(2), [Wanted("pictures/0.png")], 1).left_out == 1


def test_what_was_packed_before_is_the_same_and_is_not_read_again() -> None:
    files = sample.files(3)
    wanted = [Wanted(f"pictures/{n}.png") for n in range(3)]
    packed = Packed()
    packed.pack(files, ["pictures/0.png", "pictures/1.png", "pictures/lost.png"])
    fresh = Album(files, wanted)
    assert Album(files, wanted, packed=packed).all()[:2] == fresh.all()[:2]
    assert Album(Recorded(), wanted, packed=packed).get("pictures/1.png") is not None


def test_packing_ends_when_it_is_told_to() -> None:
    packed = Packed()
    packed.stop()
    packed.pack(sample.files(1), ["pictures/0.png"])
    assert packed.get(Wanted("pictures/0.png")) is None


def test_a_refused_screenshot_is_drawn_from_its_tree() -> None:
    node = Node("android.widget.Button", text="登录", bounds=Rect(0, 0, 540, 100))
    files = Recorded(trees={"t": Screen(width=1080, height=2400, roots=(node,))}, pictures={"black": png(1080, 2400)})
    album = Album(files, [Wanted("black", "t"), Wanted("black", "missing")])
    picture, without_tree = album.get("black", "t"), album.get("black", "missing")
    assert picture is not None and picture.sketch is not None
    assert picture.sketch.shapes[0].text == "登录"
    assert picture.scale == pytest.approx(picture.width / 1080)
    assert without_tree is not None and without_tree.sketch is None


def size(data: str) -> tuple[int, int]:
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        return image.size


def test_thumbnails_have_the_proportions_of_a_card_and_share_their_room(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [Wanted(f"pictures/{n}.png") for n in range(4)]
    few = thumbnails(sample.files(4), wanted)
    assert {size(data) for data in few.values()} == {pictures.THUMB} and len(few) == 4
    monkeypatch.setattr(pictures, "THUMB_BYTES", 4 * max(map(len, few.values())) // 2)
    many = thumbnails(sample.files(4), wanted)
    assert sum(map(len, many.values())) <= pictures.THUMB_BYTES
    assert all(size(data)[0] < pictures.THUMB[0] for data in many.values())


def test_a_damaged_picture_has_no_thumbnail() -> None:
    files = Recorded(pictures={"pictures/0.png": b"no picture"})
    assert thumbnails(files, [Wanted("pictures/0.png"), Wanted("pictures/lost.png")]) == {}
