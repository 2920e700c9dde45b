from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from patrol.testing.configure import _check_workers, _phone


def config(phones: str, *, worker: str = "", workers: int = 0) -> Any:
    made = SimpleNamespace(getoption=lambda name: phones, option=SimpleNamespace(tx=["popen"] * workers))
    if worker:
        made.workerinput = {"workerid": worker}
    return made


@pytest.mark.parametrize(
    ("phones", "worker", "phone"),
    [("", "", ""), ("a", "gw1", "a"), ("a, b", "gw0", "a"), ("a, b", "gw1", "b"), ("a,b", "", "a")],
)
def test_each_worker_has_the_phone_that_is_named_for_it(phones: str, worker: str, phone: str) -> None:
    assert _phone(config(phones, worker=worker)) == phone


def test_more_workers_than_phones_are_refused_unless_the_phone_is_virtual() -> None:
    real: Any = SimpleNamespace(virtual=lambda: False)
    with pytest.raises(pytest.UsageError, match="3 xdist workers need a phone each, and --patrol-phone names 2"):
        _check_workers(config("a,b", workers=3), real)
    _check_workers(config("a,b,c", workers=3), real)
    _check_workers(config("a", workers=1), real)
    _check_workers(config("demo", workers=3), SimpleNamespace(virtual=lambda: True))  # type: ignore[arg-type]
