"""What is to happen once, some time from now, happens however late."""

from __future__ import annotations

from textual.timer import Timer

_run = Timer._run


def keep_late_timers() -> None:
    """Have each timer that is to go off once do so; also Textual's own, by which it takes over another size.

    Textual leaves out the turns of a timer that are over when it looks at the clock. Where the machine gives the
    processor to others for that long just when a timer begins, its only turn is one of them: it would never go off.
    """
    Timer._run = _run_once_at_least  # type: ignore[assignment, method-assign]  # where all timers pass


async def _run_once_at_least(timer: Timer) -> None:
    timer._skip = timer._skip and timer._repeat != 0
    await _run(timer)
