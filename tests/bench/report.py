"""What was measured, against its floor and its budget, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured.
        value: the figure, in ``unit``.
        floor: the least any program would need for it, taken in the same run, in the same unit.
        budget: how much is allowed; None where the figure only informs.
        budget_is: whether the budget bounds the figure itself, its ratio to the floor, or what is beyond the floor.
    """

    what: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    budget: float | None = None
    budget_is: Literal["ratio", "value", "excess"] = "ratio"

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of its floor."""
        return self.value / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        """``ok``, ``OVER``, or nothing where there is no budget."""
        excess = None if self.floor is None else self.value - self.floor
        bounded = {"ratio": self.ratio, "value": self.value, "excess": excess}[self.budget_is]
        if self.budget is None or bounded is None:
            return ""
        return "ok" if bounded <= self.budget else "OVER"

    def cells(self) -> tuple[str, ...]:
        """The line as texts, in the order of ``HEADINGS``."""
        bound = "×" if self.budget_is == "ratio" else self.unit
        above = "floor + " if self.budget_is == "excess" else ""
        budget = "" if self.budget is None else f"≤ {above}{self.budget:g} {bound}"
        return (
            self.what,
            f"{_figure(self.value)} {self.unit}".rstrip(),
            "" if self.floor is None else f"{_figure(self.floor)} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.2f} ×",
            budget.rstrip(),
            self.verdict,
        )


def against_floor(what: str, value: float, floor: float, budget: float) -> Row:
    """Milliseconds that may be so many times those of the floor."""
    return Row(what=what, value=value, floor=floor, budget=budget)


def within(what: str, value: float, budget: float, unit: str = "ms", *, floor: float | None = None) -> Row:
    """A figure that may not be greater than its budget, whatever the floor is."""
    return Row(what=what, value=value, unit=unit, floor=floor, budget=budget, budget_is="value")


def beyond_floor(what: str, value: float, floor: float, budget: float) -> Row:
    """Milliseconds of which so many may be on top of those of the floor."""
    return Row(what=what, value=value, floor=floor, budget=budget, budget_is="excess")


HEADINGS = ("what", "measured", "floor", "ratio", "budget", "")


def table(rows: Sequence[Row]) -> str:
    """The rows below their headings, figures aligned to the right."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column == 0 else text.rjust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _figure(value: float) -> str:
    """Three digits at the most behind the point, and no more than say something."""
    if value == int(value) or value >= 1000:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
