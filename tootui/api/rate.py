"""What a server says about how often it may be asked.

`X-RateLimit-Reset` is ISO 8601 on Mastodon and UNIX seconds on GoToSocial; many servers send nothing at all.
`Retry-After` is seconds or an HTTP date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct

from tootui.model.errors import RateLimited


class RateBudget(Struct):
    """How many requests are left until ``reset_at`` (seconds since the epoch); None where the server does not tell."""

    limit: int | None = None
    remaining: int | None = None
    reset_at: float | None = None

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take over what an answer says; an answer without these headers says nothing."""
        remaining = _number(headers.get("x-ratelimit-remaining"))
        if remaining is None:
            return
        self.remaining = remaining
        self.limit = _number(headers.get("x-ratelimit-limit"))
        self.reset_at = moment(headers.get("x-ratelimit-reset"))


class ReadPause:
    """Keeps reads back after a 429 until the server wants to hear from us again."""

    def __init__(self) -> None:
        self._refusal: RateLimited | None = None

    def begin(self, refusal: RateLimited) -> None:
        """Remember a refusal that says until when it holds."""
        if refusal.retry_at is not None:
            self._refusal = refusal

    def check(self, now: float) -> None:
        """Raises:
        RateLimited: the pause is not over; the server is not asked.
        """
        refusal = self._refusal
        if refusal is None:
            return
        if refusal.retry_at is not None and now < refusal.retry_at:
            raise RateLimited(str(refusal), code=refusal.code, words=refusal.words, retry_at=refusal.retry_at)
        self._refusal = None


def retry_at(headers: Mapping[str, str], now: float) -> float | None:
    """From when (seconds since the epoch) a refused request may come again. `Retry-After` goes before the reset."""
    told = headers.get("retry-after", "").strip()
    if told:
        seconds = _number(told)
        if seconds is not None:
            return now + seconds
        from email.utils import parsedate_to_datetime  # rarely needed, and not light

        try:
            return parsedate_to_datetime(told).timestamp()
        except (ValueError, OverflowError):
            pass
    return moment(headers.get("x-ratelimit-reset"))


def moment(told: str | None) -> float | None:
    """Read a time given as ISO 8601 or as UNIX seconds; None when it is neither."""
    if not told:
        return None
    seconds = _number(told)
    if seconds is not None:
        return float(seconds)
    try:
        when = datetime.fromisoformat(told.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _number(told: str | None) -> int | None:
    told = told.strip() if told else ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 12 else None
