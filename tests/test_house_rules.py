"""The rules of the house, held by a machine: who may import whom, sizes, and what only one module may do."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATROL = ROOT / "patrol"

FREE = {"errors", "clock", "temporary", "yamlplaces"}
"""May be imported by everybody: they import nothing of patrol but each other."""

LAYERS: dict[str, set[str]] = {
    "model": set(),
    "catalogue": {"model"},
    "sensitive": {"model", "catalogue"},
    "device": {"model", "catalogue"},
    "derive": {"model", "catalogue", "sensitive"},
    "apk": {"model", "catalogue", "derive"},
    "report": {"model", "derive", "catalogue"},
    "store": {"model"},
    "virtualphone": {"model", "catalogue", "device"},
    "crawl": {"model", "device.driver", "journey"},
    "journey": {"model", "catalogue", "device.driver", "crawl"},
    "consent": {"model", "device.driver", "journey", "crawl"},
    "passwords": {"model", "device.driver", "device.parse", "journey", "crawl"},
    "gather": {"model", "catalogue", "sensitive", "apk", "device", "store"},
    "compare": {"model", "catalogue", "derive", "crawl", "journey"},
    "audit": {"model", "catalogue", "derive", "compare"},
    "phones": {"model", "device", "virtualphone", "settings"},
    "inspection": {"model", "device", "crawl", "journey", "consent", "passwords", "gather", "store", "settings"},
    "settings": set(),
    "compliance_checks": {"model", "catalogue", "derive", "audit.check"},
}
"""ARCHITECTURE.md shows the same table; cli and testing may import all."""

BROAD_EXCEPTS = {"patrol/gather/session.py", "patrol/audit/run.py"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if "bundled" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def layer_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if parts[0] != "patrol" else parts[1].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """(line, what is imported of patrol, dotted, without the leading `patrol.`)"""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "patrol":
            rest = node.module.split(".")[1:]
            yield from ((node.lineno, ".".join([*rest, name.name] if len(rest) < 2 else rest)) for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (
                (node.lineno, n.name.removeprefix("patrol.")) for n in node.names if n.name.startswith("patrol.")
            )


def test_each_layer_imports_only_what_it_may() -> None:
    wrong = []
    for path in sources("patrol", "compliance_checks"):
        layer = layer_of(path)
        if layer in {"cli", "testing", "__main__", "__init__"} | FREE:
            continue
        allowed = LAYERS[layer] | {layer} | FREE | {"__version__"}
        for line, name in imports_of(path):
            if not any(name == a or name.startswith(f"{a}.") for a in allowed):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports patrol.{name}; {layer} may import {allowed}")
    assert not wrong, "\n".join(wrong)


def test_the_architecture_page_shows_the_layers_that_hold() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= 120
    table = page.split("## Who may import whom")[1].split("## ")[0]
    shown: dict[str, set[str]] = {}
    for left, right in re.findall(r"^\| ([\w, ]+?) \| (.+?) \|$", table, re.M)[1:]:
        may = set() if right == "nothing of patrol" else {re.sub(r"`| \(.*", "", name) for name in right.split(", ")}
        shown |= dict.fromkeys(left.split(", "), may)
    assert shown == {**LAYERS, "cli": {"all"}, "testing": {"all"}}


def test_the_architecture_page_names_every_part() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [f"`patrol/{path.parent.name}/`" for path in PATROL.glob("*/__init__.py")]
    modules = [path.name for path in PATROL.glob("*.py") if not path.name.startswith("__")]
    folders = [f"`{name}/" for name in ("bench", "compliance_checks", "docs", "scenarios", "tests", "tools")]
    assert [name for name in (*packages, *modules, *folders) if name not in page] == []
    named = re.findall(r"^\| (`.+?) \| ", page, re.M)
    paths = [path for cell in named for path in re.findall(r"`([\w./-]+)`", cell) if "/" in path]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize(
    ("what", "names", "only"),
    [
        ("prints", {"print"}, ("patrol/cli/", "patrol/device/proxy/")),
        ("sleeps", {"time.sleep"}, ("patrol/clock.py",)),
        ("starts programs", {"subprocess.run", "subprocess.Popen", "os.system"}, ("patrol/device/", "patrol/cli/")),
        ("exits", {"sys.exit", "os._exit", "exit"}, ("patrol/cli/", "patrol/__main__.py")),
    ],
)
def test_only_one_place_does_it(what: str, names: set[str], only: tuple[str, ...]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in sources("patrol", "compliance_checks")
        if not str(path.relative_to(ROOT)).startswith(only)
        for line, name in calls(path)
        if name in names
    ]
    assert not wrong, "\n".join(wrong)


def test_only_settings_reads_the_environment() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("patrol", "compliance_checks")
        if path != PATROL / "settings.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
    ]
    assert not wrong, "\n".join(wrong)


def test_broad_excepts_stand_only_around_a_gatherer_and_a_check() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in sources("patrol", "compliance_checks")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    }
    assert found <= BROAD_EXCEPTS


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield where, node.end_lineno - node.lineno + 1


def test_modules_and_functions_keep_their_size() -> None:
    paths = sources("patrol", "compliance_checks")
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    wide = [f"{path.relative_to(ROOT)} has {n} lines" for path, n in lengths.items() if n > 400]
    long = [f"{where} has {n} lines" for path in paths for where, n in functions(path) if n > 60]
    assert not wide + long, "\n".join(wide + long)
    assert statistics.median(n for n in lengths.values() if n > 1) <= 120
    assert statistics.median(n for path in paths for _, n in functions(path)) <= 10


def test_one_check_has_at_most_80_lines() -> None:
    long = [p for p in sources("compliance_checks") if len(p.read_text(encoding="utf-8").splitlines()) > 80]
    assert not long, long


def test_unit_tests_mirror_the_sources() -> None:
    unit = ROOT / "tests" / "unit"
    orphans = [
        path.relative_to(ROOT)
        for path in unit.rglob("test_*.py")
        if not _mirrored(path.relative_to(unit)).exists()
        and not _mirrored(path.relative_to(unit)).with_suffix("").exists()
    ]
    assert not orphans, f"no module in patrol/ for {[str(o) for o in orphans]}"


def _mirrored(test: Path) -> Path:
    return PATROL / test.parent / test.name.removeprefix("test_")


def test_public_modules_say_what_they_are_for() -> None:
    silent = [
        str(p.relative_to(ROOT)) for p in sources("patrol", "compliance_checks") if not ast.get_docstring(tree_of(p))
    ]
    assert not silent, silent


def test_what_runs_is_pinned_as_what_is_tested() -> None:
    """`make lock` writes both."""
    run, everything = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements-run.lock", "requirements.lock")
    )
    assert run and run <= everything
