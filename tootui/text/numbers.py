"""Numbers in a few cells."""

from __future__ import annotations

_UNITS = ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k"))


def compact(number: int) -> str:
    """Shorten a count, never overstating it: 999, 1.2k, 12k, 1.3M."""
    for size, unit in _UNITS:
        if number >= size:
            whole, tenth = number // size, number * 10 // size % 10
            return f"{whole}.{tenth}{unit}" if whole < 10 and tenth else f"{whole}{unit}"
    return str(max(number, 0))
