"""A whole APK, read from end to end; and APKs that were broken or built to mislead."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patrol.apk.budget import Budget
from patrol.apk.dex import DexFile
from patrol.apk.program import load
from patrol.apk.targets import targets
from patrol.model.scan import Reach, Reading
from patrol.virtualphone.package.dex import ClassFile, dex
from tests.unit.apk.made import ID, PACKAGE, apk, classes, directory_of, entries, kinds, manifest, scanned, zipped


def test_a_whole_apk_tells_what_it_holds() -> None:
    found = scanned(apk())
    assert (found.reading, found.format, found.package) == (Reading.whole, "apk", PACKAGE)
    assert not found.oddities
    assert {one.call: (one.owner, one.reach) for one in found.calls if one.kind == "method"} == {
        "android.telephony.TelephonyManager.getDeviceId": ("app", Reach.yes),
        "android.provider.Settings$Secure.getString": ("SDK-umeng-analytics", Reach.no),
        "android.location.LocationManager.getLastKnownLocation": ("app", Reach.named),
    }
    assert {one.id for one in found.sdks} == {"SDK-umeng-analytics", "SDK-umeng-push"}
    assert [(one.kind, one.where) for one in found.secrets] == [("aliyun-access-key", f"{PACKAGE}.Device.ACCESS_KEY")]
    (url,) = found.urls
    assert (url.url, url.where) == ("http://pay.bank.example/order", f"{PACKAGE}.Main.onCreate")
    assert [(one.path, one.canary) for one in found.libraries] == [("lib/arm64-v8a/libtnet.so", False)]
    assert [one.where for one in found.policies] == ["assets/privacy.html"]
    assert found.signing.schemes == ("v1", "v2") and not found.signing.broken
    assert found.missing_permissions[0][:2] == (
        "android.permission.READ_PHONE_STATE",
        "android.telephony.TelephonyManager.getDeviceId",
    )


def test_a_bridge_and_what_it_bridges_count_as_one_method() -> None:
    """Their numbers in the dex differ, their name and parameters do not: what follows them must not shift."""
    child = ClassFile("Lcom/bank/app/Loader;", "Landroid/app/Service;")
    for name in ("load", "run"):
        child.method(name, static=False)
    child.method("run", static=False).steps.append(ID)
    data = dex([child])
    bridged = DexFile("classes.dex", data)
    one = bridged.classes[0]
    one.methods = [one.methods[0], *one.methods]
    bridged.__dict__["classes"] = [one]
    program = load([bridged], targets(), {}, Budget())
    assert [touch.method[1] for touch in program.touches.values()] == ["run()"]


def test_the_way_to_a_call_is_told_from_its_entry_on() -> None:
    site = next(one for one in scanned(apk()).calls if one.call.endswith("getDeviceId"))
    assert site.path == (f"{PACKAGE}.Main.onCreate", f"{PACKAGE}.Device.read")


def test_the_same_file_gives_the_same_scan() -> None:
    from msgspec.structs import replace

    one, other = (replace(scanned(apk()), took_ms=0) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "not-an-archive"),
        (b"PK\x03\x04" + bytes(100), "not-an-archive"),
        (b"\x7fELF" + bytes(1000), "not-an-archive"),
        (zipped({"a.txt": b"x"}), "no-manifest"),
        (zipped({"x.apk": b"no archive"}), "no-base"),
    ],
)
def test_what_is_no_apk_is_never_read_as_one(data: bytes, kind: str) -> None:
    found = scanned(data)
    assert found.reading is Reading.nothing and kind in kinds(found)


def test_a_changed_file_breaks_its_signature() -> None:
    data = bytearray(apk())
    data[40] ^= 1
    assert ("v2", "the file was changed after it was signed") in scanned(bytes(data)).signing.broken


def test_a_fake_encryption_flag_is_told_and_read_past() -> None:
    data = bytearray(apk())
    at = directory_of(data)
    data[at + 8] |= 1
    found = scanned(bytes(data))
    assert "fake-encryption" in kinds(found) and found.package == PACKAGE and found.calls


def test_an_unknown_compression_is_taken_as_stored() -> None:
    whole = entries()
    data = bytearray(zipped(whole, 0))
    at = directory_of(data)
    data[at + 10 : at + 12] = struct.pack("<H", 0x5A17)
    found = scanned(bytes(data))
    assert {"unknown-compression", "header-mismatch"} <= kinds(found) and found.package == PACKAGE


def test_local_headers_that_lie_are_told_and_the_directory_counts() -> None:
    data = bytearray(apk())
    data[8:10] = struct.pack("<H", 99)  # the first local header's method
    data[30:33] = b"XYZ"
    found = scanned(bytes(data))
    assert "header-mismatch" in kinds(found) and found.package == PACKAGE


def test_paths_that_lead_outside_are_told() -> None:
    found = scanned(zipped(entries() | {"../../etc/passwd": b"x", "/abs": b"y", "a\\..\\..\\b": b"z"}))
    assert [one.kind for one in found.oddities].count("path-traversal") == 3


def test_a_bomb_stops_at_the_limit() -> None:
    bomb = zipped(entries() | {"assets/bomb.json": bytes(64 << 20)})
    assert len(bomb) < 1 << 20
    found = scanned(bomb, entry=1 << 20)
    assert found.package == PACKAGE and "too-large" in kinds(found)
    assert found.reading is Reading.partly


def test_many_bombs_use_up_the_budget_and_what_is_known_is_told() -> None:
    bombs = {f"assets/{number}.json": bytes(2 << 20) for number in range(40)}
    found = scanned(zipped(entries() | bombs), unpacked=16 << 20)
    assert "stopped" in kinds(found) and found.package == PACKAGE


def test_time_runs_out_and_what_is_known_is_told() -> None:
    found = scanned(apk(), seconds=-1)
    assert "stopped" in kinds(found) and found.reading is not Reading.whole


def test_an_encrypted_classes_dex_is_never_a_pass() -> None:
    found = scanned(zipped(entries() | {"classes.dex": b"\x8a\x13" * 4000}))
    assert "unreadable-code" in kinds(found) and found.reading is Reading.partly


def test_a_packer_is_named() -> None:
    found = scanned(zipped(entries() | {"assets/libjiagu.so": b"\x7fELF" + bytes(200)}))
    assert [one.name for one in found.packers] == ["360加固 (Jiagu)"] and "packed" in kinds(found)


def test_code_in_an_asset_is_told() -> None:
    hidden = zipped(entries() | {"assets/data.bin": dex(classes()) + bytes(1000)}, 0)
    assert "hidden-code" in kinds(scanned(hidden))


def test_the_first_of_two_files_of_code_declares_a_class() -> None:
    found = scanned(zipped(entries() | {"classes2.dex": dex(classes()), "classes03.dex": b"dex\n"}))
    assert "duplicate-class" in kinds(found)
    assert len([one for one in found.calls if one.call.endswith("getDeviceId")]) == 1


@pytest.mark.parametrize("at", [12, 16, 20, 24, 28])
def test_a_string_pool_with_wrong_sizes_does_not_stop_the_scan(at: int) -> None:
    data = bytearray(manifest())
    data[at : at + 4] = b"\xff\xff\xff\x7f"
    found = scanned(zipped(entries() | {"AndroidManifest.xml": bytes(data)}))
    assert found.reading is not Reading.whole or found.package == PACKAGE
    assert found.oddities


def test_a_set_of_apks_is_read_as_one_app() -> None:
    split = zipped({"AndroidManifest.xml": manifest(), "classes.dex": dex(classes()[2:3])})
    base = zipped(entries() | {"classes.dex": dex(classes()[:2])})
    found = scanned(zipped({"splits/base-master.apk": base, "splits/base-arm64_v8a.apk": split, "toc.pb": b""}, 0))
    assert (found.format, found.package, found.splits) == ("apks", PACKAGE, ("splits/base-arm64_v8a.apk",))
    assert {one.owner for one in found.calls} == {"app", "SDK-umeng-analytics"}
    xapk = scanned(zipped({"com.bank.app.apk": base, "config.zh.apk": split, "manifest.json": b"{}"}, 0))
    assert (xapk.format, xapk.package) == ("xapk", PACKAGE)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30),
    cut=st.floats(0, 1),
    stored=st.booleans(),
)
def test_no_damage_makes_it_raise(changes: list[tuple[float, int]], cut: float, stored: bool) -> None:
    data = bytearray(WHOLE[stored])
    for place, value in changes:
        data[int(place * len(data))] = value
    if cut > 0.9:
        data = data[: int(len(data) * cut)]
    scanned(bytes(data), seconds=20)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(entries())),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_no_damage_inside_an_entry_makes_it_raise(name: str, changes: list[tuple[float, int]]) -> None:
    whole = entries()
    data = bytearray(whole[name])
    for place, value in changes:
        data[int(place * len(data))] = value
    if name == "classes.dex":
        data[8:12] = struct.pack("<I", zlib.adler32(bytes(data[12:])))
    scanned(zipped(whole | {name: bytes(data)}), seconds=20)


WHOLE = {False: apk(), True: zipped(entries(), 0)}
