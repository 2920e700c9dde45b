"""Measured values as dots."""

from __future__ import annotations

from xml.etree import ElementTree

from msgspec.structs import replace

from patrol.report.gate_chart import strip

from . import gated


def test_each_value_is_a_dot_and_each_median_a_line() -> None:
    drawn = ElementTree.fromstring(strip(gated.TRIAL))
    then, now = drawn.findall("g")
    assert [one.get("class") for one in (then, now)] == ["then", "now"]
    assert len(then.findall("circle")) == len(now.findall("circle")) == 2
    assert float(then.find("circle").get("cx")) < float(now.find("circle").get("cx"))  # type: ignore[union-attr, arg-type]


def test_equal_values_stand_in_the_middle_and_none_draw_nothing() -> None:
    flat = replace(gated.TRIAL, then=(5.0,), now=(5.0,), then_median=5.0, now_median=5.0)
    assert 'cx="84.0"' in strip(flat)
    assert strip(replace(gated.TRIAL, then=())) == ""


def test_who_cannot_see_it_hears_the_span_written_out() -> None:
    long = replace(gated.TRIAL, then=(1_234_567.0,), now=(2_000_000.0,), unit="ms")
    assert 'aria-label="1,234,567–2,000,000 ms"' in strip(long)


def test_a_hostile_unit_is_no_markup() -> None:
    assert ElementTree.fromstring(strip(replace(gated.TRIAL, unit='"><script>'))) is not None
