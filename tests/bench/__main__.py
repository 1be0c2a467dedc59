"""Measure tootui in a real terminal and print every figure beside its floor and its budget.

Floors and programs are measured in turns in the same run, so the ratios hold on a busy machine too; absolute times
only on a quiet one. Budgets are for people to read: the exit code is 0 unless a measurement could not be taken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable

from tests.bench import (
    changes,
    columns,
    crowds,
    keys,
    large_cache,
    patching,
    resources,
    scrolling,
    starting,
    storage,
    threads,
    typing,
)
from tests.bench.report import Row, table
from tests.bench.stage import Stage

BENCHES: dict[str, Callable[[Stage], Iterable[Row]]] = {
    "start": starting.measure,
    "requests": resources.requests_at_start,
    "keys": keys.measure,
    "thread": threads.measure,
    "crowds": crowds.measure,
    "typing": typing.measure,
    "scroll": scrolling.measure,
    "arrivals": changes.arrivals,
    "resize": changes.resize,
    "memory": resources.memory,
    "live": columns.live,
    "columns-memory": columns.memory,
    "idle": resources.idle,
    "storage": storage.measure,
    "large-cache": large_cache.measure,
    "patches": patching.measure,
}


def main() -> int:
    """Run what was asked for; 1 where something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=sorted(BENCHES), help="just this one; may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    chosen = parser.parse_args()
    rows: list[Row] = []
    failed = False
    with Stage(quick=chosen.quick) as stage:
        for name, measure in BENCHES.items():
            if chosen.only and name not in chosen.only:
                continue
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            try:
                rows += measure(stage)
            except (AssertionError, OSError, ValueError, subprocess.SubprocessError):
                failed = True
                traceback.print_exc()
    print(table(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
