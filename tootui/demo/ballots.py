"""Polls come to an end: those who asked and those who voted are told."""

from datetime import datetime

from tootui.demo.clock import parse_iso
from tootui.demo.state import State


class Ballots:
    """Looks at the clock for polls that have ended since the last look; those of a new world ended untold."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._looked_at = state.clock.now()
        self._next: datetime | None = None
        state.listeners.append(self._forget)

    def _forget(self) -> None:
        self._next = None

    def close_due(self) -> None:
        """Tell of what has ended."""
        now = self._state.clock.now()
        if self._next is not None and now < self._next:
            return
        ended = [(one, end) for one in self._state.order if one.poll and (end := one.poll.expires_at)]
        since, self._looked_at = self._looked_at, now
        for status, end in ended:
            if since < parse_iso(end) <= now and status.poll:
                for account_id in dict.fromkeys([status.account_id, *status.poll.choices]):
                    self._tell(account_id, status.account_id, status.id)
        coming = [moment for _, end in ended if (moment := parse_iso(end)) > now]
        self._next = min(coming, default=datetime.max.replace(tzinfo=now.tzinfo))

    def _tell(self, account_id: str, author_id: str, status_id: str) -> None:
        if not self._state.accounts[account_id].domain:
            self._state.notify("poll", account_id, author_id, status_id, to_oneself=True)
