"""`make bench`: all figures, or those named: `python -m bench rpc proxy`."""

from __future__ import annotations

import importlib
import sys

BENCHES = (
    "help",
    "rpc",
    "step",
    "proxy",
    "logcat",
    "frames",
    "judge",
    "attribution",
    "apk",
    "drawing",
    "identity",
    "replay",
    "hooks",
    "values",
    "demo_crawl",
    "crawl",
    "new_first",
    "regression",
    "difference",
)


def main(names: list[str]) -> int:
    """Exit code 1 when a figure falls short of its bound, 2 for a name that is none."""
    if unknown := [name for name in names if name not in BENCHES]:
        print(f"There is no bench called {unknown[0]!r}; known: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    short = 0
    for name in names or BENCHES:
        for figure in importlib.import_module(f"bench.{name}").measure():
            print(figure, flush=True)
            short += not figure.holds
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
