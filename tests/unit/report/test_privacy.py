"""The privacy part: cells of who collects what, lanes over time, and what the page says to a reader without script."""

from __future__ import annotations

import re

import msgspec
import pytest

from patrol.model.compliance import Compliance
from patrol.model.consent import ConsentPhase
from patrol.report import html
from patrol.report.privacy import PrivacyView

from . import private, sample


@pytest.fixture(scope="module")
def view() -> PrivacyView:
    return PrivacyView(sample.result(6))


@pytest.fixture(scope="module")
def part() -> str:
    """The section of the page, without markup."""
    page = html.render(sample.result(6), sample.files(6), "en")
    section = page.partition('<section aria-labelledby="privacy">')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


def test_a_cell_counts_what_had_no_consent(view: PrivacyView) -> None:
    cell = view.cell("SDK-jpush", "imei")
    assert cell and (cell.count, cell.without) == (10, 4)
    assert [count for _, count in cell.phases] == [4, 6]
    assert view.cell("app", "imei") is None


def test_data_read_without_consent_stand_first(view: PrivacyView) -> None:
    assert [one.id for one in view.categories] == ["imei", "location", "android_id"]
    assert [one.id for one in view.callers] == ["SDK-jpush", "app", "unknown com.datapulse"]


def test_lanes_mark_calls_by_consent_and_number(view: PrivacyView) -> None:
    name, count, marks = view.lanes[0]
    assert (name.en, count) == ("JPush", 14)
    assert [(one.without, one.strength) for one in marks] == [(True, 2), (True, 1), (False, 2), (False, 1)]
    assert all(0 <= one.left <= 100 for _, _, marks in view.lanes for one in marks)


def test_many_collectors_share_a_lane() -> None:
    one = private.compliance()
    who = one.collectors[0]
    many = tuple(msgspec.structs.replace(who, id=f"SDK-{n}") for n in range(20))
    ticks = tuple(msgspec.structs.replace(one.ticks[0], collector=f"SDK-{n}") for n in range(20))
    result = msgspec.structs.replace(
        sample.result(2), compliance=msgspec.structs.replace(one, collectors=many, ticks=ticks)
    )
    lanes = PrivacyView(result).lanes
    assert len(lanes) == 13 and lanes[-1][0].en == "others" and lanes[-1][1] == 8


def test_phases_are_summed_in_the_order_of_the_state_machine(view: PrivacyView) -> None:
    assert [(phase, calls) for phase, _, calls in view.phase_totals()] == [
        (ConsentPhase.before_notice, 5),
        (ConsentPhase.asked, 2),
        (ConsentPhase.foreground, 16),
        (ConsentPhase.background, 2),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "IMEI",
        "✗ 6",
        "not declared",
        "android.telephony.TelephonyManager.getImei",
        "cn.jpush.android.data.DeviceReader.imei(DeviceReader.java:41)",
        "before the notice",
        "policy.txt",
        "6222***92",
        "md5 → hex",
        "not encrypted",
        "keyboard of its own",
        "2 connections to pin.example",
        "What contrast says",
    ],
)
def test_the_page_says_it_without_script(part: str, said: str) -> None:
    assert said in part


def test_a_run_that_recorded_none_of_it_says_nothing_of_it() -> None:
    result = sample.result(2)
    bare = msgspec.structs.replace(
        result, compliance=Compliance(), checks=tuple(one for one in result.checks if one.id != "contrast")
    )
    page = html.render(bare, sample.files(2), "en")
    assert 'aria-labelledby="privacy"' not in page and 'aria-labelledby="clauses"' in page
