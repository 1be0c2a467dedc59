"""A busy day of notifications in fast motion: whatever comes in whichever way, the list says what the server says."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.support.notifications import opened, shown
from tests.support.session import Desk, read_json, until, until_after
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread
from tootui.service.notifications import NotificationFeed

ROUNDS = 12
PEOPLE = ("ada", "grace", "mary", "hedy", "bram", "odile", "wren", "pixel")


class World:
    """What happens there, by a plan that is the same each time."""

    def __init__(self, demo: DemoThread, seed: int) -> None:
        self._demo = demo
        self.chance = random.Random(seed)
        self._posts = [demo.events(post=f"Mine {number}.", by="you")[0] for number in range(4)]
        self._mentions: list[str] = []

    def go_on(self) -> None:
        """A round of it."""
        for _ in range(self.chance.randrange(2, 9)):
            who, about = self.chance.choice(PEOPLE), self.chance.choice(self._posts)
            match self.chance.randrange(7):
                case 0 | 1 | 2:
                    self._demo.events(favourite=about, by=who)
                case 3:
                    self._demo.events(boost=about, by=who)
                case 4 | 5:
                    self._mentions += self._demo.events(post="@you Well?", by=who)
                case _ if self._mentions:
                    self._demo.events(delete=self._mentions.pop(self.chance.randrange(len(self._mentions))))
        self._demo.control("advance", seconds=60)


def on_server(demo: DemoThread) -> dict[str, tuple[str, int]]:
    """The newest notification and the count of each group of the newest page."""
    page: dict[str, Any] = read_json(demo.url, "/api/v2/notifications?limit=30", demo.token)
    return {
        one["group_key"]: (str(one["most_recent_notification_id"]), one["notifications_count"])
        for one in page["notification_groups"]
    }


def here(feed: NotificationFeed, count: int) -> dict[str, tuple[str, int]]:
    """The same of the list."""
    return {one.group_key: (one.id, one.count) for one in shown(feed)[:count]}


@pytest.mark.parametrize("streaming", [True, False], ids=["told", "asked"])
@pytest.mark.parametrize("seed", [8, 26, 32])
async def test_whatever_comes_the_list_says_what_the_server_says(
    desk: Desk, streaming: bool, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with DemoThread(options=Options(frozen=True, streaming=streaming)) as demo:
        desk = Desk(tmp_path_factory.mktemp("busy"), demo.url, demo.token)
        world = World(demo, seed)
        async with desk.at_home() as session:
            feed = await opened(session)
            eyes: list[object] = []
            feed.watch(lambda: eyes)
            for number in range(ROUNDS):
                eyes[:] = world.chance.sample(feed.rows, min(len(feed.rows), 4))
                world.go_on()
                if streaming and number % 4 == 3:
                    demo.control("streams", drop=True)
                for _ in range(world.chance.randrange(0, 60)):
                    desk.clock.advance(1)
                    await until(lambda: True)
            eyes.clear()
            if streaming:
                await until_after(desk.clock, lambda: feed.is_told)
            await feed.refresh()
            feed.settle()
            expected = on_server(demo)
            await until(lambda: here(feed, len(expected)) == expected, "the list is as the server's")
            assert [one.group_key for one in shown(feed)[: len(expected)]] == list(expected)
            rows = [row for row in feed.rows if isinstance(row, str)]
            assert len(rows) == len(set(rows)) == len(shown(feed))
