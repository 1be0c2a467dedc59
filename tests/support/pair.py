"""Two demo servers that know each other's people and posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

HERE, THERE = "demo.tootui", "harbour.tootui"


@dataclass(frozen=True)
class Pair:
    """Two servers whose clocks stand still: what happens at one and concerns the other is told before the answer.

    Ids of the one mean nothing to the other, or something else. The people are the same by name, none by address.

    Attributes:
        here: `demo.tootui`.
        there: `harbour.tootui`.
    """

    here: DemoThread
    there: DemoThread


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Both at work, without a post of one at the other."""
    away = Options(frozen=True, seed=1906, domain=THERE, title="The Harbour Office")
    with DemoThread() as here, DemoThread(options=away) as there:
        here.meet({THERE: there})
        there.meet({HERE: here})
        yield Pair(here, there)
