"""Polls to be published: what the server takes, and how long they may be open. Pure rules."""

from __future__ import annotations

from tootui.cache.drafts import DraftPoll
from tootui.model.instance import Limits
from tootui.text.length import post_length
from tootui.text.times import span_words

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_USUAL = (5 * _MINUTE, 30 * _MINUTE, _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY)
FEWEST = 2


def why_not_poll(poll: DraftPoll, limits: Limits) -> str | None:
    """Why a poll cannot be published; None if it can."""
    options = [option.strip() for option in poll.options]
    if len(options) < FEWEST:
        return f"A poll needs {FEWEST} answers at least."
    if len(options) > limits.poll_max_options:
        return f"This server takes {limits.poll_max_options} answers at the most."
    for number, option in enumerate(options, 1):
        if not option:
            return f"Answer {number} of the poll is empty."
        if (over := option_length(option) - limits.poll_max_characters_per_option) > 0:
            return f"Answer {number} of the poll is too long by {over}."
        if option in options[: number - 1]:
            return f"Answer {number} of the poll is there twice."
    if poll.closes_at is None and not limits.poll_min_expiration <= poll.expires_in <= limits.poll_max_expiration:
        shortest, longest = span_words(limits.poll_min_expiration), span_words(limits.poll_max_expiration)
        return f"This server takes polls that are open from {shortest} to {longest}."
    return None


def option_length(option: str) -> int:
    """How many characters the server counts in an answer; addresses and mentions are not shortened there."""
    return post_length("", option.strip())


def durations(limits: Limits) -> list[int]:
    """How long a poll may be open, in seconds: the usual times that the server takes."""
    fitting = [seconds for seconds in _USUAL if limits.poll_min_expiration <= seconds <= limits.poll_max_expiration]
    return fitting or [limits.poll_min_expiration]


def usual_duration(limits: Limits) -> int:
    """A day, or what comes nearest to it."""
    return min(durations(limits), key=lambda seconds: abs(seconds - _DAY))
