"""`python -m tootui.demo`: the demo server in a process of its own."""

import argparse
from pathlib import Path

from tootui.demo.context import Options
from tootui.demo.ids import STYLES
from tootui.demo.server import run
from tootui.demo.world.builder import WORLDS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tootui.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--state", type=Path, help="file that keeps the world from one start to the next")
    parser.add_argument("--seed", type=int, default=Options.seed)
    parser.add_argument("--world", choices=WORLDS, default=Options.world)
    parser.add_argument("--ids", choices=sorted(STYLES), default=Options.ids)
    parser.add_argument("--pace", type=float, default=Options.pace, help="how busy the world is; 0 is still")
    parser.add_argument("--frozen", action="store_true", help="let the clock stand still at a fixed instant")
    parser.add_argument("--die-with-stdin", action="store_true", help="end when standard input closes")
    parser.add_argument("--domain", default=Options.domain, help="what the server calls itself")
    given = parser.parse_args()
    options = Options(given.seed, given.world, given.frozen, given.ids, given.pace, domain=given.domain)
    try:
        run(given.port, options=options, state_file=given.state, die_with_stdin=given.die_with_stdin)
    except (OSError, ValueError) as error:  # the port is taken, the state file is not ours
        parser.exit(1, f"The demo server could not start: {error}\n")


if __name__ == "__main__":
    main()
