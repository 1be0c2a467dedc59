"""The demo's own time, which can stand still and be moved by hand."""

from datetime import UTC, datetime, timedelta

FROZEN_AT = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
"""The instant of a frozen demo: a Friday noon, so that screenshots and tests are the same every day."""


def iso(moment: datetime) -> str:
    """A moment as Mastodon writes it: UTC, three fraction digits, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_iso(text: str) -> datetime:
    """The reverse of `iso`; raises ValueError for anything that is no moment."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class DemoClock:
    """Runs like the wall clock plus an offset, or stands still at one instant."""

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = frozen_at
        self._offset = timedelta()

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._offset

    def freeze(self, at: datetime | None = None) -> None:
        """Stand still, at the present moment unless another is given."""
        self._frozen_at = at or self.now()

    def thaw(self) -> None:
        """Run again, on from where the clock stands."""
        if self._frozen_at is not None:
            self._offset = self._frozen_at - datetime.now(UTC)
            self._frozen_at = None

    def move_to(self, moment: datetime) -> None:
        """Jump; a running clock goes on running from there."""
        if self._frozen_at is not None:
            self._frozen_at = moment
        else:
            self._offset = moment - datetime.now(UTC)
