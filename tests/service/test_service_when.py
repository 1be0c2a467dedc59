"""Times as people write them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tootui.service.when import read_when, when_words, why_not_then

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 12, 14, 0, tzinfo=BERLIN)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2h", "2026-06-12 16:00"),
        ("2h", "2026-06-12 16:00"),
        ("in 2 hours", "2026-06-12 16:00"),
        ("in 1h30m", "2026-06-12 15:30"),
        ("in 1 hour and 30 minutes", "2026-06-12 15:30"),
        ("in 1.5 hours", "2026-06-12 15:30"),
        ("in 90 min", "2026-06-12 15:30"),
        ("In 3 Days", "2026-06-15 14:00"),
        ("in 1 week", "2026-06-19 14:00"),
        ("tomorrow 9:00", "2026-06-13 09:00"),
        ("tomorrow at 9:00", "2026-06-13 09:00"),
        ("tomorrow", "2026-06-13 09:00"),
        ("tomorrow, 6pm", "2026-06-13 18:00"),
        ("today 18:30", "2026-06-12 18:30"),
        ("tonight", "2026-06-12 20:00"),
        ("18:30", "2026-06-12 18:30"),
        ("18.30", "2026-06-12 18:30"),
        ("at 18:30", "2026-06-12 18:30"),
        ("9:00", "2026-06-13 09:00"),
        ("9am", "2026-06-13 09:00"),
        ("12 pm", "2026-06-13 12:00"),
        ("12am", "2026-06-13 00:00"),
        ("noon", "2026-06-13 12:00"),
        ("midnight", "2026-06-13 00:00"),
        ("monday 8:15", "2026-06-15 08:15"),
        ("mon", "2026-06-15 09:00"),
        ("friday 18:00", "2026-06-19 18:00"),
        ("on sat 10:00", "2026-06-13 10:00"),
        ("next tuesday 10:00", "2026-06-16 10:00"),
        ("2026-12-24 18:00", "2026-12-24 18:00"),
        ("2026-12-24T18:00", "2026-12-24 18:00"),
        ("2026-12-24", "2026-12-24 09:00"),
    ],
)
def test_a_time_is_understood(text: str, expected: str) -> None:
    moment = read_when(text, NOW, BERLIN)
    assert moment is not None
    assert f"{moment.astimezone(BERLIN):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "in", "in 2", "25:00", "9:60", "13pm", "0am", "2026-13-01", "tomorrow maybe", "7", "in 2h x"]
)
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_when(text, NOW, BERLIN) is None


@pytest.mark.parametrize(
    "text", ["in " + "9999 weeks " * 60, "0001-01-01", "0001-01-01 00:00Z", "9999-12-31 23:59-12:00"]
)
def test_what_lies_beyond_the_calendar_is_no_time(text: str) -> None:
    for zone in (None, BERLIN):
        assert read_when(text, NOW, zone) is None


def test_the_ends_of_the_calendar_are_no_times_in_any_zone_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("America/New_York", "Asia/Tokyo", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            assert read_when("9999-12-31 23:59", NOW) is None
        finally:
            monkeypatch.undo()
            time.tzset()


def test_a_zone_that_is_named_wins() -> None:
    assert read_when("2026-12-24T18:00Z", NOW, BERLIN) == datetime(2026, 12, 24, 18, tzinfo=UTC)
    assert read_when("2026-12-24 18:00+05:30", NOW, BERLIN) == datetime(2026, 12, 24, 12, 30, tzinfo=UTC)


def test_clocks_that_are_changed_in_between_are_the_persons_own() -> None:
    summer = datetime(2026, 10, 24, 14, 0, tzinfo=BERLIN)
    assert read_when("tomorrow 9:00", summer, BERLIN) == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)


def test_five_minutes_are_needed() -> None:
    assert why_not_then(NOW - timedelta(seconds=1), NOW) == "This time is over."
    assert "more than 5 minutes" in (why_not_then(NOW + timedelta(minutes=5), NOW) or "")
    assert why_not_then(NOW + timedelta(minutes=5, seconds=1), NOW) is None


def test_a_time_is_said_with_its_zone() -> None:
    assert when_words(datetime(2026, 12, 24, 17, tzinfo=UTC), NOW, BERLIN) == "Thu 24 Dec 18:00 CET"
    assert when_words(datetime(2027, 1, 1, tzinfo=UTC), NOW, BERLIN) == "Fri 1 Jan 2027 01:00 CET"
