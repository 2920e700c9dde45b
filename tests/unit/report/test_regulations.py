"""Clauses by regulation: titles are taken apart, the worst check decides, and numbers sort as people count."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from patrol.audit.clauses import load_clauses
from patrol.model.record import Text
from patrol.model.result import Clause, InspectionResult
from patrol.model.verdict import Severity, Status
from patrol.report.regulations import asks, regulations

from . import sample

BUNDLED = Path(__file__).resolve().parents[3] / "compliance_checks"
CLAUSES = load_clauses([BUNDLED])


def result(*told: tuple[Status, str]) -> InspectionResult:
    checks = tuple(
        msgspec.structs.replace(
            sample.check(f"c{n}", "privacy", status, severity=Severity.low), clauses=(CLAUSES[clause],)
        )
        for n, (status, clause) in enumerate(told)
    )
    return msgspec.structs.replace(sample.result(1), checks=checks)


def test_regulations_and_clauses_stand_in_their_order() -> None:
    found = regulations(
        result(
            (Status.passed, "OWASP-MASVS/MASVS-STORAGE-2"),
            (Status.passed, "CN-PIPL/A51"),
            (Status.fail, "CN-CAC-191/3.1"),
            (Status.passed, "CN-CAC-191/1.4"),
            (Status.passed, "CN-PIPL/A6"),
        )
    )
    assert [one.id for one in found] == ["CN-CAC-191", "CN-PIPL", "OWASP-MASVS"]
    assert [one.clause.id for one in found[0].clauses] == ["CN-CAC-191/1.4", "CN-CAC-191/3.1"]
    assert [one.clause.id for one in found[1].clauses] == ["CN-PIPL/A6", "CN-PIPL/A51"]


def test_the_worst_check_decides_and_a_waived_one_is_set_aside() -> None:
    told = result((Status.passed, "CN-CAC-191/3.1"), (Status.inconclusive, "CN-CAC-191/3.1"))
    (one,) = regulations(told)[0].clauses
    assert one.status is Status.inconclusive
    waived = msgspec.structs.replace(told.checks[0], status=Status.fail, verdicts=(sample.ACCEPTED,))
    (one,) = regulations(msgspec.structs.replace(told, checks=(waived,)))[0].clauses
    assert (one.status, one.waived) == (Status.not_applicable, 1)


def test_a_title_is_taken_apart_into_regulation_place_and_what_it_asks() -> None:
    (one,) = regulations(result((Status.fail, "CN-CAC-191/3.1")))
    assert one.title.zh == "《App违法违规收集使用个人信息行为认定方法》（国信办秘字〔2019〕191号）"
    assert one.title.en.startswith("Method for Identifying")
    (clause,) = one.clauses
    assert clause.place == "三-1"
    assert clause.asks.zh == "征得同意前就开始收集个人信息或打开可收集个人信息的权限"
    assert clause.asks.en == "Collecting personal information or opening permissions before consent"


def test_every_clause_of_the_catalogue_says_what_it_asks() -> None:
    for clause in CLAUSES.values():
        told = asks(clause)
        assert told.zh and told.en, clause.id
        if clause.id.startswith("CN-"):
            assert not told.zh.startswith("《"), clause.id


def test_a_title_of_ones_own_stays_whole() -> None:
    clause = Clause("HOUSE/1", Text("不得外传", "Nothing leaves"), True)
    assert asks(clause) == clause.title
    check = msgspec.structs.replace(sample.check("a", "privacy", Status.passed), clauses=(clause,))
    (one,) = regulations(msgspec.structs.replace(sample.result(1), checks=(check,)))
    assert one.title == Text("HOUSE", "HOUSE") and json.dumps(one.counts()) == '{"pass": 1}'
