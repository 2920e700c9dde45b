"""What a scan tells of a package, in both languages and in each rendering."""

from __future__ import annotations

import re
from functools import cache

import pytest

from patrol.audit.result import inspect_result
from patrol.model.recorded import Recorded
from patrol.model.scan import (
    Certificate,
    Dex,
    DomainRule,
    NativeLibrary,
    NetworkSecurity,
    Oddity,
    Packer,
    Policy,
    Reading,
    Scan,
    Secret,
    Signing,
)
from patrol.report.package import head, parts
from patrol.report.scanned import facts
from tests.unit.apk.made import apk, scanned
from tests.unit.audit.test_result import POLICY


@cache
def whole() -> Scan:
    """A scan with something in every part."""
    from msgspec.structs import replace

    one = Certificate("CN=A", "CN=A", "1", "ab" * 32, "2020-01-01", "2050-01-01T00:00:00", "RSA", 2048, "sha256")
    rules = (
        DomainRule(cleartext=True, trusts=("user",)),
        DomainRule(("a.example",), False, pins=2, pins_expire="2030"),
    )
    return replace(
        scanned(apk()),
        reading=Reading.partly,
        oddities=(Oddity("fake-encryption", "classes.dex"), Oddity("of-a-newer-patrol")),
        packers=(Packer("360", ("libjiagu.so",)),),
        signing=Signing(
            ("v1", "v2", "v4"), (one,), broken=(("v1", "META-INF/MANIFEST.MF is missing"),), unchecked=("v4",)
        ),
        network=NetworkSecurity("res/xml/net.xml", rules),
        secrets=(Secret("jwt", "eyJ…", "00", "a.B"),),
        libraries=(NativeLibrary("lib/x86/a.so", "x86", nx=True, relro="full"),),
        policies=(Policy("assets/p.html", "asset", "隐私政策"),),
        dexes=(Dex("classes.dex", 1, classes=2, methods=3),),
    )


def lines(lang: str) -> dict[str, list[str]]:
    return {part.title.en: [row.of(lang) for row in part.rows] for part in parts(whole())}


def test_every_part_is_told() -> None:
    assert list(lines("en")) == [
        *("Oddities", "Packed by", "Signatures", "Flags of the manifest", "Network security configuration"),
        *("Permissions used and not asked for", "Components", "Third-party SDKs"),
        *("Call sites of privacy APIs", "Hard-coded keys", "Clear-text addresses", "Native libraries"),
        *("Privacy policies inside", "Files of code"),
    ]


@pytest.mark.parametrize(
    ("part", "en", "zh"),
    [
        ("Oddities", "an entry pretends to be encrypted · classes.dex", "条目带假的加密标志 · classes.dex"),
        ("Oddities", "of-a-newer-patrol", "of-a-newer-patrol"),
        ("Signatures", "v1 does not hold", "v1不成立"),
        ("Signatures", "v2 holds", "v2成立"),
        ("Signatures", "v4 file beside it, not verified", "v4文件在旁边，未验证"),
        ("Signatures", "v1: META-INF/MANIFEST.MF is missing", "v1：META-INF/MANIFEST.MF 缺失"),
        ("Flags of the manifest", "testOnly: the manifest is silent", "testOnly：清单未写"),
        (
            "Network security configuration",
            "all domains · clear text allowed · trusts user",
            "所有域名 · 允许明文 · 信任 user",
        ),
        (
            "Network security configuration",
            "a.example · no clear text · 2 pins (2030)",
            "a.example · 不允许明文 · 2 个证书固定 (2030)",
        ),
        ("Components", "activity com.bank.app.Main · launcher", "页面 com.bank.app.Main · 桌面入口"),
        ("Files of code", "classes.dex · 2 classes, 3 methods with code", "classes.dex · 2 个类，3 个方法"),
    ],
)
def test_a_line_says_it_in_both_languages(part: str, en: str, zh: str) -> None:
    assert en in lines("en")[part] and zh in lines("zh")[part]


def test_call_sites_name_owner_and_category_in_words() -> None:
    row = next(row for row in lines("en")["Call sites of privacy APIs"] if "getDeviceId" in row)
    assert row.startswith("the app · ") and row.endswith(" · reachable") and "[" not in row


def test_chinese_lines_hold_no_english_words_of_ours() -> None:
    said = "\n".join(row for part, rows in lines("zh").items() if part not in ("Third-party SDKs",) for row in rows)
    assert not re.search(r"\b(reachable|classes,|holds|unknown|yes|no|does not|open to)\b", said)


def test_what_could_not_be_read_has_a_head_too() -> None:
    assert head(Scan("x.apk", 2_000_000)).zh.startswith("x.apk") and "无法读出" in head(Scan("x.apk")).zh
    assert next(iter(parts(Scan("x.apk")))).rows[0].en == "not signed"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_scan_shows_the_package_and_no_empty_page_graph(lang: str) -> None:
    from patrol.apk.as_run import environment
    from patrol.report import html

    scan = whole()
    artifacts = Recorded(environment(scan, "2026-01-01T00:00:00+00:00"), scan)
    page = html.render(inspect_result(artifacts, [], POLICY), artifacts, lang, scan)
    assert 'id="package"' in page and "条目带假的加密标志" in page and "v1 does not hold" in page
    assert 'id="graph"' not in page and 'id="performance"' not in page


def test_the_terminal_shows_the_first_of_each_part() -> None:
    assert "Components (2)" in facts(whole(), "en") and "组件 (2)" in facts(whole(), "zh")
