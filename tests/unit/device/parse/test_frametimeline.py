"""FrameTimeline's dump in the layout of AOSP's FrameTimeline.cpp (Android 13; no capture of a phone is public)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.frametimeline import LayerFrame, parse

LAYER = "com.bank/com.bank.Main#214"


def frame(
    token: int, jank: str = "None", *, state: str = "Presented", valid: str = "Valid", shown: str = "25.00"
) -> str:
    table = "\t\t    Start time\t\t|    End time\t\t|    Present time\n"
    expected = "    Expected\t|\t      0.00\t|\t     16.67\t|\t     16.67\n" if valid == "Valid" else ""
    return (
        f"    Layer - TX - {LAYER}{'' if jank == 'None' else ' [*] '}\n    Token: {token}\n    Is Buffer?: 1\n"
        "    Owner Pid : 4321\n    Scheduled rendering rate: 60 fps\n    Layer ID : 214\n"
        f"    Present State : {state}\n    Prediction State : {valid}\n    Jank Type : {jank}\n"
        "    Present Metadata : On Time Present\n    Finish Metadata: On Time Finish\n"
        f"    Last latch time:   5.000000\n    Present delta:   0.500000\n    {table}{expected}"
        f"    Actual  \t|\t      0.00\t|\t     20.00\t|\t{shown:>10}\n    {'-' * 88}\n"
    )


def dump(*frames: str) -> str:
    head = (
        "Display Frame {}\nPrediction State : Valid\nJank Type : Display HAL\nPresent Metadata : Late Present\n"
        "Finish Metadata: On Time Finish\nStart Metadata: On Time Start\nVsync Period:  16.666667\n"
        "Present delta:   0.100000\nPresent delta % refreshrate:   0.100000\n\t\t    Start time\t\t|    End time\t\t|"
        "    Present time\nExpected\t|\t      0.00\t|\t     10.00\t|\t     16.67\nActual  \t|\t      0.00\t|"
        "\t     10.00\t|\t     16.70\n" + "-" * 88 + "\n\n"
    )
    body = "".join(head.format(i) + one + "\n" for i, one in enumerate(frames))
    return f"Number of display frames : {len(frames)}\n{body}"


def test_frames_are_told_with_their_token_and_what_was_wrong_with_them() -> None:
    found = parse(dump(frame(77), frame(78, "App Deadline Missed, Buffer Stuffing")))
    assert found.known and found.period_ms == 16.666667
    assert found.frames == (
        LayerFrame(LAYER, 77, 4321, shown=True, judged=True, jank=""),
        LayerFrame(LAYER, 78, 4321, shown=True, judged=True, jank="App Deadline Missed, Buffer Stuffing"),
    )


def test_what_nobody_judged_is_not_called_in_time() -> None:
    surface, dropped = frame(-1, valid="None"), frame(79, state="Dropped")
    pending = frame(80).replace("     25.00\n", "\tN/A\n").replace("|\t\tN/A", "|\t\tN/A")
    found = parse(dump(surface, dropped, pending)).frames
    assert [(one.token, one.shown, one.judged) for one in found] == [
        (-1, True, False),
        (79, False, False),
        (80, True, False),
    ]


def test_a_phone_without_one_is_not_a_phone_without_frames() -> None:
    assert not parse("").known and not parse("Unknown option --frametimeline").known
    assert parse("Number of display frames : 0\n").known


def test_a_dump_that_breaks_off_keeps_what_was_whole() -> None:
    text = dump(frame(77), frame(78))
    cut = text[: text.index("Token: 78") + 8]
    assert [one.token for one in parse(cut).frames] == [77]


@given(st.integers(0, 3000), st.text(max_size=30), st.integers(0, 200))
def test_nothing_makes_it_raise(at: int, noise: str, drop: int) -> None:
    text = dump(frame(77), frame(78, "Unknown jank"))
    parse(text[:at] + noise + text[at + drop :])
