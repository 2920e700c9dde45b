"""GitHub's workflow commands, read back by the grammar that GitHub documents and its runner undoes."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.errors import Place
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict
from patrol.report import annotations
from patrol.report.places import Places

from . import gated, sample

PLACES = Places(
    run="reports/demo-1",
    journeys={"transfer": "scenarios/demo/journeys/transfer.yaml"},
    pages={"p1": Place("scenarios/demo/pages.yaml", 24)},
    checks={"jank": Place("compliance_checks/policy.yaml", 90)},
    gate=Place("compliance_checks/policy.yaml", 5),
    app=Place("scenarios/demo/app.yaml", 1),
)


def undone(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(written: str) -> list[tuple[str, dict[str, str], str]]:
    """(level, properties, message) of each line; fails for a line that is no such command."""
    found = []
    for line in written.split("\n")[:-1]:
        read = re.fullmatch(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*)(?:,[a-z]+=[^,:]*)*)::(.*)", line)
        assert read, line
        properties = dict(part.split("=", 1) for part in read[2].split(","))
        assert set(properties) <= {"file", "line", "title"}
        found.append((read[1], {name: undone(text) for name, text in properties.items()}, undone(read[3])))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_is_a_command(lang: str) -> None:
    assert commands(annotations.render(gated.result(), lang, PLACES))


def test_a_finding_points_to_the_line_of_its_page_and_an_undecided_check_to_its_rule() -> None:
    told = commands(annotations.render(sample.result(), "en", PLACES))
    files = {(said["file"], said["line"], level) for level, said, _ in told}
    assert ("scenarios/demo/pages.yaml", "24", "error") in files
    assert ("compliance_checks/policy.yaml", "90", "warning") in files
    assert ("scenarios/demo/app.yaml", "1", "error") in files
    assert any("reports/demo-1/pictures/1.png" in message for _, _, message in told)


def test_a_failed_journey_points_to_its_step() -> None:
    trace = sample.journeys()[0]
    steps = tuple(msgspec.structs.replace(step, line=10 + number) for number, step in enumerate(trace.steps))
    failed = Verdict(Status.fail, Text("走不通", "does not work"), subject="transfer")
    result = msgspec.structs.replace(
        sample.result(),
        journeys=(msgspec.structs.replace(trace, steps=steps),),
        checks=(sample.check("journey-failed", "stability", Status.fail, (failed,)),),
    )
    ((level, said, message),) = commands(annotations.render(result, "en", PLACES))
    assert (level, said["file"], said["line"]) == ("error", "scenarios/demo/journeys/transfer.yaml", "13")
    assert message.startswith("does not work")


def test_the_gate_comes_first_and_what_it_only_tells_is_a_notice() -> None:
    told = commands(annotations.render(gated.result(), "en", PLACES))
    assert [said["title"] for level, said, _ in told if level == "error"][:3] == [
        "A finding has returned",
        "A new page has no test case",
        "Worse than the baseline",
    ]
    notices = [(said["title"], said["line"]) for level, said, _ in told if level == "notice"]
    assert ("A new host", "5") in notices and ("A new page has no test case", "5") in notices
    assert "A new privacy call" not in {said["title"] for _, said, _ in told}  # waived


def test_ten_of_a_kind_are_shown_and_the_tenth_counts_the_rest() -> None:
    places = tuple(Verdict(Status.fail, Text(f"第{n}处", f"place {n}"), subject=str(n)) for n in range(1000))
    check = sample.check("many", "security", Status.fail, places)
    told = commands(annotations.render(msgspec.structs.replace(sample.result(), checks=(check,)), "en"))
    assert len(told) == 10
    assert told[-1] == ("error", {"title": "patrol"}, "991 more, see the report")


def test_what_is_accepted_or_was_left_out_is_not_told() -> None:
    accepted = sample.check("screenshot-allowed", "security", Status.fail, (sample.ACCEPTED,))
    left_out = msgspec.structs.replace(sample.check("jank", "performance", Status.inconclusive), left_out=True)
    quiet = msgspec.structs.replace(sample.result(), checks=(accepted, left_out))
    assert annotations.render(quiet) == ""


def test_hostile_text_is_one_command_a_line() -> None:
    told = commands(annotations.render(gated.hostile(), "en", PLACES))
    assert all(len(message) < 5000 for _, _, message in told)


@given(st.text(max_size=200))
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert undone(annotations.escaped(text)) == text
    assert undone(annotations.property_value(text)) == text
    assert not set("\r\n:,") & set(annotations.property_value(text))


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_of_an_app_gives_commands(text: str) -> None:
    verdict = Verdict(Status.fail, Text(text, text), subject=text)
    check = msgspec.structs.replace(sample.check("evil", "security", Status.fail, (verdict,)), title=Text(text, text))
    result = msgspec.structs.replace(sample.result(2), checks=(check,), gate=gated.gate(Text(text, text), text))
    commands(annotations.render(result, "en", Places(app=Place(text or "app.yaml", 1))))


def test_a_new_page_is_told_with_the_way_there_in_one_line_and_its_draft() -> None:
    (item, *_) = gated.items()
    item = msgspec.structs.replace(
        item, way=("首页: tap 我的", "我的: tap 卡"), way_en=("Home: tap 我的", "Me: tap 卡")
    )
    whole = msgspec.structs.replace(gated.result(), gate=msgspec.structs.replace(gated.gate(), items=(item,)))
    told = [message for _, properties, message in commands(annotations.render(whole, "en", PLACES)) if "p7" in message]
    assert [undone(one).split("\n")[:3] for one in told] == [
        ["what is wrong", "Home: tap 我的 → Me: tap 卡", "draft of a journey: reports/demo-1/drafts/p7.yaml"]
    ]
    assert "首页：点 我的 → 我的：点 卡" in undone(annotations.render(whole, "zh", PLACES))
