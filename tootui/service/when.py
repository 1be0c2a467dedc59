"""Times as people write them: ``in 2h``, ``tomorrow 9:00``, ``fri 18:30``, ``2026-12-24 18:00``. Pure."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta, tzinfo

SOONEST = timedelta(minutes=5)
"""Mastodon takes no earlier time, and publishes at once what should have appeared in the past."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPAN = re.compile(r"(\d{1,4}(?:[.,]\d+)?) ?(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m)(?![a-z])")
_CLOCK = re.compile(r"(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h)?$")
_NOON, _MIDNIGHT, _MORNING = time(12), time(0), time(9)


def read_when(text: str, now: datetime, zone: tzinfo | None = None) -> datetime | None:
    """The moment that a text means; None where it means none.

    Args:
        text: what was typed.
        now: the present, with its zone.
        zone: in which the person lives; None is the system's.
    """
    try:
        moment = _read(text, now, zone)
    except (OverflowError, ValueError):  # beyond the calendar, or moved over its edge by a time zone
        return None
    return moment if moment is not None and MINYEAR < moment.year < MAXYEAR else None


def _read(text: str, now: datetime, zone: tzinfo | None) -> datetime | None:
    words = " ".join(text.lower().split())
    if (span := _read_span(words.removeprefix("in "))) is not None:
        return now + span
    if (moment := _read_iso(text.strip(), zone)) is not None:
        return moment
    here = now.astimezone(zone)
    day, rest = _read_day(words, here.date())
    clock = _read_clock(rest)
    if clock is None:
        if rest or day is None:
            return None
        clock = _MORNING
    if day is not None:
        return _local(datetime.combine(day, clock), zone)
    today = _local(datetime.combine(here.date(), clock), zone)
    return today if today > now else _local(datetime.combine(here.date() + timedelta(days=1), clock), zone)


def why_not_then(moment: datetime, now: datetime) -> str | None:
    """Why a post cannot be left for that time; None if it can."""
    if moment <= now:
        return "This time is over."
    if moment - now <= SOONEST:
        return f"It must be more than {SOONEST.seconds // 60} minutes ahead."
    return None


def when_words(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """A moment in the person's own time, with its zone: ``Thu 24 Dec 18:00 CET``, with the year where it is another."""
    there = moment.astimezone(zone)
    is_far = there.year != now.astimezone(zone).year
    return (
        f"{there:%a} {there.day} {there:%b}{there: %Y} {there:%H:%M %Z}"
        if is_far
        else (f"{there:%a} {there.day} {there:%b %H:%M %Z}")
    )


def _read_span(words: str) -> timedelta | None:
    """``2h``, ``1h 30m``, ``2 days and 3 hours``: nothing but lengths of time."""
    rest = _SPAN.sub("", words)
    found = _SPAN.findall(words)
    if not found or rest.replace("and", "").strip(" ,"):
        return None
    seconds = sum(float(count.replace(",", ".")) * _UNITS[unit[0]] for count, unit in found)
    return timedelta(seconds=seconds)


def _read_iso(text: str, zone: tzinfo | None) -> datetime | None:
    if not re.match(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-12-24"):
        moment = datetime.combine(moment, _MORNING)
    return moment if moment.tzinfo is not None else _local(moment, zone)


def _read_day(words: str, today: date) -> tuple[date | None, str]:
    """The day that words begin with, and the rest of them."""
    first, _, rest = words.removeprefix("on ").removeprefix("next ").partition(" ")
    first = first.rstrip(",")
    if first in ("today", "tonight"):
        return today, rest or ("20:00" if first == "tonight" else "")
    if first == "tomorrow":
        return today + timedelta(days=1), rest
    named = [number for number, day in enumerate(_DAYS) if len(first) >= 3 and day.startswith(first)]
    if named:
        return today + timedelta(days=(named[0] - today.weekday() - 1) % 7 + 1), rest
    return None, words


def _read_clock(words: str) -> time | None:
    if words in ("noon", "at noon"):
        return _NOON
    if words in ("midnight", "at midnight"):
        return _MIDNIGHT
    match = _CLOCK.match(words)
    if match is None or not (match[2] or match[3]):
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    """A time on the person's own clocks."""
    return moment.astimezone() if zone is None else moment.replace(tzinfo=zone)
