"""Kill the program at random instants and look what is left: ``python -m tests.soak [--instants 200] [--seed 1]``."""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
from pathlib import Path

from tests.soak.trial import Trial


def main() -> int:
    """Run and print the summary; 1 where something is lost, doubled or damaged."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Kill the program at random instants.")
    parser.add_argument("--instants", type=int, default=200, help="how often it is killed (200)")
    parser.add_argument("--seed", type=int, help="repeat the choices of another run")
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10_000)
    logging.disable()  # the server's complaints about clients that are gone
    with tempfile.TemporaryDirectory(prefix="soak-") as home:
        outcome = Trial(Path(home), seed, _tell).run(chosen.instants)
    print(f"\r{outcome.summary()}")
    return 1 if outcome.wrong else 0


def _tell(killed: int) -> None:
    print(f"\r{killed} ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
