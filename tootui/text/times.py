"""Moments and durations in words a person reads at a glance."""

from __future__ import annotations

from datetime import UTC, datetime

_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86_400, 604_800
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second"))


def relative(then: datetime, now: datetime) -> str:
    """How long ago: ``30s``, ``5m``, ``2h``, ``3d``; from a week on the date, with the year when it is another one.

    A moment in the future (clocks differ) counts as now.
    """
    seconds = max(0, int((_aware(now) - _aware(then)).total_seconds()))
    if seconds < _MINUTE:
        return f"{seconds}s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE}m"
    if seconds < _DAY:
        return f"{seconds // _HOUR}h"
    if seconds < _WEEK:
        return f"{seconds // _DAY}d"
    local = _local(then)
    date = f"{_MONTHS[local.month - 1]} {local.day}"
    return date if local.year == _local(now).year else f"{date} {local.year}"


def absolute(then: datetime) -> str:
    """The moment in the local time zone: ``2026-03-04 12:04``."""
    local = _local(then)
    return f"{local.year:04}-{local.month:02}-{local.day:02} {local.hour:02}:{local.minute:02}"


def span_words(seconds: float) -> str:
    """A duration in its largest whole unit: ``37 minutes``, ``1 hour``."""
    whole = max(0, int(seconds))
    for size, unit in _UNITS:
        if whole >= size:
            count = whole // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return "0 seconds"


def length(seconds: float) -> str:
    """How long something plays: ``0:42``, ``12:05``, ``1:02:03``."""
    minutes, rest = divmod(max(0, round(seconds)), _MINUTE)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _aware(moment: datetime) -> datetime:
    """Read a time without a zone, as some servers send it, as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _local(moment: datetime) -> datetime:
    try:
        return _aware(moment).astimezone()
    except OverflowError:  # the year 1 or 9999, moved over the edge of the calendar by the time zone
        return moment
