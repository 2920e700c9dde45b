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


SF, BLOCK = "META-INF/CERT.SF", "META-INF/CERT.RSA"


def files(key: str = "strong") -> dict[str, bytes]:
    data = signed(entries(), Signed(schemes=("v1",), key=key))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def broken(whole: dict[str, bytes]) -> list[str]:
    return [why for _, why in scanned(zipped(whole)).signing.broken]


def test_all_made_to_fit_a_changed_file_but_the_signature_does_not_hold() -> None:
    """Manifest and .SF are made anew; that takes no key."""
    forged = {BLOCK: files()[BLOCK]}
    data = signed(entries() | {"classes.dex": b"other"}, Signed(schemes=("v1",), key="strong"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        forged = {name: archive.read(name) for name in archive.namelist()} | forged
    assert broken(forged) == ["META-INF/CERT.RSA does not fit the .SF file"]


def test_a_changed_sf_and_a_block_of_another_file_do_not_hold() -> None:
    whole = files()
    listing = whole[SF].replace(b"Created-By: 1.0", b"Created-By: 1.1")
    assert broken(whole | {SF: listing}) == ["META-INF/CERT.RSA does not fit the .SF file"]
    assert broken(whole | {BLOCK: b"\x30\x00"}) == ["META-INF/CERT.RSA cannot be read"]
    assert broken({name: data for name, data in whole.items() if name != SF}) == ["META-INF/CERT.SF is missing"]


def test_a_second_signer_who_left_something_out_is_told() -> None:
    """Two keys sign: the second one's .SF knows no classes.dex."""
    whole, second = files(), files("weak")
    with zipfile.ZipFile(io.BytesIO(signed({"assets/a": b"1"}, Signed(schemes=("v1",), key="weak")))) as archive:
        less = {name: archive.read(name) for name in archive.namelist()}
    both = whole | {"META-INF/TWO.SF": second[SF], "META-INF/TWO.RSA": second[BLOCK]}
    found = scanned(zipped(both)).signing
    assert found.broken == () and found.unchecked == () and len(found.certificates) == 2
    other = whole | {"META-INF/TWO.SF": less[SF], "META-INF/TWO.RSA": less[BLOCK]}
    assert "AndroidManifest.xml is not signed by every signer" in broken(other)


def test_an_sf_that_tells_of_a_newer_scheme_shows_that_it_was_taken_out() -> None:
    data = signed(entries(), Signed(schemes=("v1", "v2")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    assert broken(whole) == ["the v2 signature that it tells of was taken out"]


def test_names_of_signature_files_count_in_either_case() -> None:
    whole = files()
    whole["META-INF/cert.sf"] = whole.pop(SF)
    assert broken(whole) == []


def test_entries_are_looked_at_last_and_until_then_v1_is_unchecked() -> None:
    from patrol.apk.archive import Archive
    from patrol.apk.budget import Budget
    from patrol.apk.signing import entries_checked
    from patrol.apk.signing import signing as read

    archive = Archive(zipped(files() | {"classes.dex": b"other"}), Budget())
    found = read(archive)
    assert (found.broken, found.unchecked) == ((), ("v1",))
    found = entries_checked(archive, found)
    assert (found.broken, found.unchecked) == ((("v1", "classes.dex was changed after it was signed"),), ())


def test_a_v4_signature_beside_the_file_is_told_and_not_checked() -> None:
    from patrol.apk.scan import scan

    found = scan(signed(entries(), Signed()), "x.apk", v4=True).signing
    assert found.schemes[-1] == "v4" and "v4" in found.unchecked and not found.broken
