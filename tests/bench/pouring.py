"""``python -m tests.bench.pouring URL COUNT RATE``: COUNT posts at a demo, RATE a second, in a process of its own.

People on the demo's server whom @you follows write them, each with the tag `TAG`: so each stands at home, in both
public timelines and in the tag's.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Self

from tests.bench.worlds import marker
from tootui.demo.thread import DemoControl

TAG = "poured"


class Pouring:
    """That process, running until it has poured all, or the end of a ``with``."""

    def __init__(self, url: str, count: int, rate: float) -> None:
        command = [sys.executable, "-m", "tests.bench.pouring", url, str(count), str(rate)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def is_over(self) -> bool:
        """Whether everything was poured."""
        code = self._process.poll()
        assert code in (None, 0), f"pouring ended with {code}"
        return code == 0


def main() -> None:
    """Post on time, as far as the server keeps up."""
    url, count, rate = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    demo = DemoControl(url)
    begun = time.monotonic()
    for number in range(count):
        demo.events(post=f"{marker(number)} #{TAG}")
        time.sleep(max(0.0, begun + (number + 1) / rate - time.monotonic()))


if __name__ == "__main__":
    main()
