"""The privacy line of the terminal."""

from __future__ import annotations

import msgspec

from patrol.model.compliance import Compliance, PhaseSpan
from patrol.model.consent import ConsentPhase
from patrol.report.privacy_line import told

from . import private


def test_it_says_what_was_seen_and_what_is_bad() -> None:
    found = told(private.compliance())
    assert found is not None and found[0] is not None
    assert found[1].en == "25 sensitive calls of 3, 6 flows of values, 1 password field"
    assert found[0].en == (
        "7 calls without consent (JPush, the app itself); 1 flow in clear or to where it should not go;"
        " 1 password field exposed somewhere"
    )
    assert found[0].zh.startswith("7 次调用未经同意（极光推送、App 自身）")


def test_it_is_silent_where_nothing_was_recorded() -> None:
    assert told(Compliance()) is None
    assert told(Compliance(spans=(PhaseSpan(ConsentPhase.foreground, 0, 9),))) is None


def test_nothing_bad_is_not_told() -> None:
    clean = msgspec.structs.replace(private.compliance(), collectors=(), flows=(), passwords=())
    found = told(clean)
    assert found is not None and found[0] is None
