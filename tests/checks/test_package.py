"""Each check on the package fires on what it is for, and stays silent on its like."""

from __future__ import annotations

from typing import Any

import pytest

from patrol.model.artifacts import Environment, PhoneInfo
from patrol.model.privacy import DeclaredPrivacy, Needed
from patrol.model.scan import (
    Certificate,
    DeclaredPermission,
    Dex,
    DomainRule,
    NativeLibrary,
    NetworkSecurity,
    Oddity,
    Packer,
    Reading,
    Scan,
    Secret,
    Signing,
)
from patrol.model.verdict import Status

CODE = (Dex("classes.dex", 1000, "035", 10, 50, 400),)
CALENDAR, CONTACTS = "android.permission.READ_CALENDAR", "android.permission.READ_CONTACTS"
PACKED = (Oddity("packed", "", "360", hides=True),)


def scanned(**given: Any) -> Scan:
    base: dict[str, Any] = {
        "format": "apk",
        "reading": Reading.whole,
        "dexes": CODE,
        "target_sdk": 35,
        "min_sdk": 24,
        "judgeable_permissions": (CALENDAR, CONTACTS),
    }
    return Scan(**(base | given))


def asks(*names: str) -> tuple[DeclaredPermission, ...]:
    return tuple(map(DeclaredPermission, names))


def failed(result: Any) -> list[str]:
    return [verdict.subject for verdict in result.verdicts if verdict.status is Status.fail]


def test_permission_unused_fires_on_one_that_no_code_uses(judged: Any) -> None:
    scan = scanned(permissions=asks(CALENDAR, CONTACTS), used_permissions=((CONTACTS, "query", "a.B.c"),))
    assert failed(judged("permission-unused", scan)) == [CALENDAR]


@pytest.mark.parametrize("names", [(CONTACTS,), ("android.permission.INTERNET",), ("android.permission.SEND_SMS",), ()])
def test_permission_unused_is_silent_on_used_harmless_and_unjudgeable_ones(judged: Any, names: tuple[str, ...]) -> None:
    scan = scanned(permissions=asks(*names), used_permissions=((CONTACTS, "query", "a.B.c"),))
    assert judged("permission-unused", scan).status is Status.passed


def test_permission_unused_cannot_decide_on_a_packed_app(judged: Any) -> None:
    scan = scanned(permissions=asks(CALENDAR), oddities=PACKED, packers=(Packer("360", ("libjiagu.so",)),))
    assert judged("permission-unused", scan).status is Status.inconclusive


def test_permission_undeclared_fires_once_a_permission(judged: Any) -> None:
    missing = tuple((CONTACTS, "content://com.android.contacts/data", f"a.B.{name}", "app") for name in "cd")
    result = judged("permission-undeclared", scanned(missing_permissions=missing))
    assert failed(result) == [CONTACTS]
    assert judged("permission-undeclared", scanned()).status is Status.passed


def test_permission_excessive_fires_unless_a_reason_is_given_or_the_app_is_of_another_kind(judged: Any) -> None:
    scan = scanned(permissions=asks(CONTACTS), used_permissions=((CONTACTS, "query", "a.B.c"),))
    assert failed(judged("permission-excessive", scan)) == [CONTACTS]
    reasoned = DeclaredPrivacy(app_types=("NPI-24",), needed=(Needed((CONTACTS,), "pay by phone number"),))
    assert judged("permission-excessive", scan, reasoned).status is Status.passed
    chat = DeclaredPrivacy(app_types=("NPI-03",))
    assert judged("permission-excessive", scan, chat).status is Status.not_applicable
    unused = scanned(permissions=asks(CONTACTS))
    assert judged("permission-excessive", unused).status is Status.passed, "permission-unused tells of it"


@pytest.mark.parametrize(
    ("signing", "min_sdk", "subjects"),
    [
        (Signing(), 24, ["unsigned"]),
        (Signing(("v1",), digests=("v1 sha256",)), 24, ["v1-only"]),
        (Signing(("v2",), broken=(("v2", "the file was changed after it was signed"),)), 24, ["broken-v2"]),
        (Signing(("v1", "v2"), digests=("v1 sha1", "v2 sha256")), 21, ["v1-digest"]),
        (Signing(("v1", "v2"), digests=("v1 sha1", "v2 sha256")), 24, []),
        (Signing(("v2", "v3"), digests=("v2 sha256",)), 24, []),
        (Signing(("v1", "v2"), broken=(("v1", "META-INF/A.RSA does not fit the .SF file"),)), 23, ["broken-v1"]),
        (Signing(("v1", "v2"), broken=(("v1", "META-INF/A.RSA does not fit the .SF file"),)), 24, []),
        (Signing(("v1", "v4"), unchecked=("v1", "v4")), 24, ["v1-only"]),
    ],
)
def test_weak_signature(judged: Any, signing: Signing, min_sdk: int, subjects: list[str]) -> None:
    result = judged("weak-signature", scanned(signing=signing, min_sdk=min_sdk))
    assert failed(result) == subjects
    assert result.status is (Status.fail if subjects else Status.passed)


def test_a_signature_that_could_not_be_verified_is_undecided(judged: Any) -> None:
    result = judged("weak-signature", scanned(signing=Signing(("v2", "v4"), unchecked=("v2", "v4")), min_sdk=24))
    assert result.status is Status.inconclusive and len(result.verdicts) == 1


def certificate(key: str = "RSA", bits: int = 2048, digest: str = "sha256", until: str = "2050", **more: Any) -> Scan:
    one = Certificate(
        "CN=Bank", "CN=Bank", "1", "ab" * 32, "2020-01-01T00:00:00+00:00", f"{until}-01-01T00:00:00+00:00", key, bits,
        digest, **more,
    )  # fmt: skip
    return scanned(signing=Signing(("v2",), (one,)))


def run_of(year: int) -> Environment:
    return Environment("r", "a", "a", "1", "3", PhoneInfo(""), started_at=f"{year}-06-01T00:00:00+00:00")


@pytest.mark.parametrize(
    "scan",
    [
        certificate(bits=1024),
        certificate(digest="sha1"),
        certificate(digest="md5"),
        certificate(debug=True),
        certificate(until="2025"),
        certificate(until="2027"),
        certificate("EC", 160),
    ],
)
def test_weak_certificate_fires(judged: Any, scan: Scan) -> None:
    assert failed(judged("weak-certificate", scan, run_of(2026))) == ["ab" * 8]


@pytest.mark.parametrize("scan", [certificate(), certificate("EC", 256), certificate(bits=4096), scanned()])
def test_weak_certificate_is_silent(judged: Any, scan: Scan) -> None:
    assert judged("weak-certificate", scan, run_of(2026)).status is Status.passed


def config(*rules: DomainRule, **more: Any) -> Scan:
    return scanned(network=NetworkSecurity("res/xml/n.xml", rules), **more)


@pytest.mark.parametrize(
    ("scan", "subjects"),
    [
        (scanned(cleartext=True), ["cleartext"]),
        (scanned(target_sdk=27), ["cleartext"]),
        (config(DomainRule(cleartext=True)), ["cleartext"]),
        (config(DomainRule(trusts=("system", "user"))), ["user-certificates *"]),
        (config(DomainRule(("*.a.example",), cleartext=True)), ["cleartext *.a.example"]),
    ],
)
def test_network_security_config_fires(judged: Any, scan: Scan, subjects: list[str]) -> None:
    assert failed(judged("network-security-config", scan)) == subjects


@pytest.mark.parametrize(
    "scan",
    [
        scanned(),
        scanned(cleartext=False, target_sdk=27),
        config(DomainRule(cleartext=False, trusts=("system",)), cleartext=True),
        config(DomainRule(trusts=("system", "user"), debug=True)),
    ],
)
def test_network_security_config_is_silent(judged: Any, scan: Scan) -> None:
    assert judged("network-security-config", scan).status is Status.passed


def test_a_network_security_config_that_cannot_be_read_is_not_passed(judged: Any) -> None:
    scan = scanned(network=NetworkSecurity("res/xml/n.xml", note="is not in the archive"))
    assert judged("network-security-config", scan).status is Status.inconclusive
    allowed = config(DomainRule(("static.example",), cleartext=True))
    assert judged("network-security-config", allowed, allowed_domains=("static.example",)).status is Status.passed


def test_target_sdk_old(judged: Any) -> None:
    assert failed(judged("target-sdk-old", scanned(target_sdk=34))) == ["targetSdk"]
    assert judged("target-sdk-old", scanned()).status is Status.passed
    assert judged("target-sdk-old", scanned(target_sdk=30), least=30).status is Status.passed
    assert judged("target-sdk-old", scanned(target_sdk=0)).status is Status.inconclusive


def test_hard_coded_secret_fires_and_shows_a_mask(judged: Any) -> None:
    one = Secret("aliyun-access-key", "LTAI***Ye", "0123456789abcdef", "com.bank.Oss.KEY", "KEY")
    likely = Secret("generic", "a8f3***9c", "fedcba9876543210", "com.bank.B.SECRET", "SECRET", certain=False)
    result = judged("hard-coded-secret", scanned(secrets=(one, likely)))
    assert failed(result) == ["aliyun-access-key 0123456789abcdef", "generic fedcba9876543210"]
    assert len(failed(judged("hard-coded-secret", scanned(secrets=(one, likely)), likely=False))) == 1


def test_hard_coded_secret_is_silent_on_public_keys_and_undecided_on_packed_code(judged: Any) -> None:
    public = Secret("google-api-key", "AIza***Qw", "0123456789abcdef", "res/string/google_api_key")
    assert judged("hard-coded-secret", scanned(secrets=(public,))).status is Status.passed
    assert judged("hard-coded-secret", scanned(oddities=PACKED)).status is Status.inconclusive


GOOD = NativeLibrary("lib/arm64-v8a/liba.so", "arm64-v8a", nx=True, pie=True, relro="full", canary=True)


@pytest.mark.parametrize(
    "given",
    [{"nx": False}, {"relro": "none"}, {"canary": False}],
)
def test_unprotected_library_fires(judged: Any, given: dict[str, Any]) -> None:
    from msgspec.structs import replace

    bad = replace(GOOD, **given)
    assert failed(judged("unprotected-library", scanned(libraries=(GOOD, bad)))) == [GOOD.path]


def test_unprotected_library_is_silent_on_what_is_protected_or_unknown(judged: Any) -> None:
    unknown = NativeLibrary("lib/armeabi-v7a/libb.so", "armeabi-v7a", nx=True, pie=True, relro="partial")
    assert judged("unprotected-library", scanned(libraries=(GOOD, unknown))).status is Status.passed
    small = NativeLibrary("lib/arm64-v8a/c.so", "arm64-v8a", nx=True, relro="full", canary=True, aligned_16k=False)
    assert judged("unprotected-library", scanned(libraries=(small,))).status is Status.passed
    assert judged("unprotected-library", scanned(libraries=(small,)), page_16k=True).status is Status.fail
    broken = NativeLibrary("lib/arm64-v8a/d.so", "arm64-v8a", note="no ELF file")
    assert judged("unprotected-library", scanned(libraries=(broken,))).status is Status.inconclusive
