"""Medians, quantiles and the time from a key to its frame."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from tests.support.pty import TerminalProcess

_CALM_SECONDS = 0.015
"""So long nothing must have been drawn before a key is pressed: a frame that is still under way is not its answer."""

START_OVER = 1.0
"""So many quiet seconds after the start the sidebar has its lists and tags: that frame answers to no key."""

Stroke = Callable[[TerminalProcess], float]
"""Types something and gives the moment just before it."""


def median(times: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """The time that 19 of 20 stay below, interpolated."""
    ordered = sorted(times)
    position = (len(ordered) - 1) * 0.95
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def pressing(*keys: str) -> Stroke:
    """A stroke of keys, written at once."""
    return lambda program: program.press(*keys)


def resizing(columns: int, rows: int) -> Stroke:
    """Pulling at the window's corner, which is a stroke as well."""
    return lambda program: program.resize(columns, rows)


def key_to_frame(program: TerminalProcess, stroke: Stroke) -> float:
    """Milliseconds from a stroke to the last byte of the first frame behind it, once all is calm."""
    while program.pump(_CALM_SECONDS):
        pass
    at = stroke(program)
    return (program.wait_frame(at).at - at) * 1000


def until_settled(program: TerminalProcess, stroke: Stroke, quiet: float = 0.15) -> tuple[float, int, float]:
    """Milliseconds from a stroke to the last frame it causes, how many there were, and the computing time (ms)."""
    program.settle()
    used = program.cpu_seconds()
    at = stroke(program)
    program.wait_frame(at)
    program.settle(quiet)
    frames = [frame for frame in program.frames if frame.at > at]
    return (frames[-1].at - at) * 1000, len(frames), (program.cpu_seconds() - used) * 1000
