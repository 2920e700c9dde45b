"""StrictMode's lines of old and new Androids."""

from __future__ import annotations

from patrol.device.parse.logcat import parse
from patrol.device.parse.strict_mode import from_entries

LOG = """\
03-18 10:30:14.566 30136 30136 D StrictMode: \tat com.android.internal.os.ZygoteInit.main(ZygoteInit.java:964)
03-18 10:30:14.568 30136 30136 D StrictMode: StrictMode policy violation; ~duration=1098 ms: a.b.DiskReadViolation
03-18 10:30:14.568 30136 30136 D StrictMode: \tat java.io.File.exists(File.java:815)
03-18 10:30:15.000 30136 30140 E StrictMode: StrictMode VmPolicy violation with POLICY_DEATH
"""


def test_the_rest_of_an_older_violation_belongs_to_none() -> None:
    first, second = from_entries(parse(LOG).entries)
    assert (first.kind, first.duration_ms, first.frames) == (
        "a.b.DiskReadViolation",
        1098,
        ("java.io.File.exists(File.java:815)",),
    )
    assert (second.kind, second.duration_ms, second.frames) == ("", None, ())
