"""What is done beside what one sees."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

from textual.dom import DOMNode
from textual.worker import WorkType


def begin(
    owner: DOMNode, work: Callable[[], Coroutine[None, None, None]], *, group: str = "default", alone: bool = False
) -> None:
    """Begin something that ends with its owner at the latest, and whose mistakes are told.

    Args:
        owner: whose work it is.
        work: a function that is yet to be called: what ends before its first step leaves no coroutine behind.
        group: what takes the place of each other, where it is done ``alone``.
    """
    to_do: WorkType[None] = work
    owner.run_worker(to_do, group=group, exclusive=alone, exit_on_error=False)
