"""What was changed in an APK of v1 after it was signed."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile

import pytest

from patrol.model.scan import Signing
from patrol.virtualphone.package.plan import Signed
from patrol.virtualphone.package.signing import signed
from tests.unit.apk.made import entries, scanned, zipped

LONG = "assets/" + "a" * 90 + ".txt"


def rezipped(changes: dict[str, bytes | None], schemes: tuple[str, ...] = ("v1",), digest: str = "sha256") -> Signing:
    """An APK signed, then changed."""
    data = signed(entries() | {LONG: b"long"}, Signed(schemes=schemes, digest=digest))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    return scanned(zipped({name: data for name, data in (whole | changes).items() if data is not None})).signing


@pytest.mark.parametrize("digest", ["sha1", "sha256"])
def test_what_was_not_changed_holds(digest: str) -> None:
    assert rezipped({}, digest=digest).broken == () and rezipped({}, digest=digest).schemes == ("v1",)


def test_a_stores_mark_in_meta_inf_changes_nothing_for_android() -> None:
    assert rezipped({"META-INF/channel_store": b""}).broken == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({LONG: b"other"}, f"{LONG} was changed after it was signed"),
        ({"assets/more.txt": b"x"}, "assets/more.txt was added after it was signed"),
        ({LONG: None}, f"{LONG} was taken out after it was signed"),
        ({"META-INF/MANIFEST.MF": None}, "META-INF/MANIFEST.MF is missing"),
    ],
)
def test_what_was_changed_is_told(changes: dict[str, bytes | None], said: str) -> None:
    assert rezipped(changes).broken == (("v1", said),)


def test_a_manifest_that_was_made_to_fit_a_changed_file_no_longer_fits_the_signature() -> None:
    data = signed(entries(), Signed(schemes=("v1",)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest, old = archive.read("META-INF/MANIFEST.MF"), archive.read("classes.dex")
    codes = [base64.b64encode(hashlib.sha256(one).digest()) for one in (old, b"other")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    whole |= {"classes.dex": b"other", "META-INF/MANIFEST.MF": manifest.replace(*codes)}
    assert ("v1", "META-INF/MANIFEST.MF was changed after it was signed") in scanned(zipped(whole)).signing.broken


def test_a_v4_signature_beside_the_file_is_told_and_not_checked() -> None:
    from patrol.apk.scan import scan

    found = scan(signed(entries(), Signed()), "x.apk", v4=True).signing
    assert found.schemes[-1] == "v4" and "v4" in found.unchecked and not found.broken
