"""A busy day in fast motion: thousands of events while somebody reads, and nothing moves that should not."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

from tests.support.session import Desk, read_json
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap

ROUNDS = 40
POSTS, EDITS, DELETIONS = 50, 12, 8
"""In each round."""
TWICE = range(10, 14)
"""Rounds in which the server tells everything two times."""
CUT_OFF = (15, 30)
"""Rounds in which the socket breaks, and what happens meanwhile is told by nobody."""
KEYS = ("j", "j", "k", "j", "pagedown", "j", "ctrl+d", "k", "ctrl+u", "j")


class World:
    """What happens on the server, by a plan that is the same each time."""

    def __init__(self, demo: DemoThread) -> None:
        self._demo = demo
        self._chance = random.Random(7)
        self.posts: list[str] = []
        self.deleted: set[str] = set()
        self.told = 0
        self._among = 0

    def go_on(self, *, keep: object, edit: object, among: int) -> None:
        """One round among so many of the newest posts. One is edited for certain, one is not deleted."""
        self._among = among
        made = self._demo.events(home_posts=POSTS)
        self.posts += made
        for number in range(EDITS):
            orders: dict[str, object] = {"edit": edit if number == 0 and edit else self._any()}
            orders["text"] = "Said otherwise. " * self._chance.randrange(1, 30)
            self._demo.events(**orders)
        for _ in range(DELETIONS):
            victim = self._any()
            if victim != keep:
                self.delete(victim)
        self.told += POSTS + EDITS + DELETIONS

    def delete(self, post: str) -> None:
        """Take a post away."""
        self._demo.events(delete=post)
        self.deleted.add(post)

    def _any(self) -> str:
        return self._chance.choice([post for post in self.posts[-self._among :] if post not in self.deleted])


def on_server(story: Story, down_to: str | None) -> dict[str, str]:
    """The server's whole home timeline down to a post: ids in order, with the texts."""
    texts: dict[str, str] = {}
    path = "/api/v1/timelines/home?limit=40"
    while down_to not in texts:
        page = read_json(story.demo.url, path + (f"&max_id={list(texts)[-1]}" if texts else ""), story.demo.token)
        assert page, "the end came too soon"
        texts.update({post["id"]: (post["reblog"] or post)["content"] for post in page})
    return dict(list(texts.items())[: list(texts).index(str(down_to)) + 1])


def gone(story: Story, desk: Desk, deleted: set[str]) -> bool:
    """Whether none of these posts is left; time runs on until then, for what nobody told."""
    if any(post in story.home.timeline for post in deleted):
        desk.clock.advance(0.1)
        return False
    return True


async def test_three_thousand_events_end_as_on_the_server_and_never_move_the_selected_post(
    demo: DemoThread, home: Path
) -> None:
    demo.control("limits", limit=100_000)
    desk = Desk(home / "config", demo.url, demo.token)
    world = World(demo)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press(*"jjjjjj")
        for number in range(ROUNDS):
            demo.control("streams", repeat=2 if number in TWICE else 1)
            selected, place = story.rows.cursor_key, story.rows.reading_place()
            if number in CUT_OFF:
                demo.drop_streams()
                await story.until(lambda: story.session.connection.state != "live", "cut off")
            is_told = number not in CUT_OFF
            edit = selected if number % 3 == 0 and is_told else None
            happening = asyncio.to_thread(world.go_on, keep=selected, edit=edit, among=400 if is_told else POSTS)
            busy = asyncio.create_task(happening)
            while not busy.done():
                await story.pilot.pause(0.01)
                assert story.rows.reading_place() == place, f"round {number}"
            await busy
            await listening(story, desk.clock)
            last = next(post for post in reversed(world.posts) if post not in world.deleted)
            await story.until(lambda last=last: last in story.home.timeline, "all are there")  # type: ignore[misc]  # bound
            await story.until(lambda: gone(story, desk, world.deleted), "all are gone")
            await story.pilot.pause()
            assert story.rows.reading_place() == place, f"round {number}"
            await story.press(*([".", "j", "j", "j"] if number % 5 == 4 else KEYS[number % len(KEYS) :][:1]))

        assert world.told + len(TWICE) * (POSTS + EDITS + DELETIONS) >= 3_000
        assert not any(isinstance(row, Gap) for row in story.home.timeline.rows)
        server = on_server(story, story.home.timeline.oldest_id)
        assert story.home.timeline.ids() == list(server)
        kept = {post: story.session.store.status(post) for post in server}
        assert {post: status.inner.content for post, status in kept.items() if status} == server


async def test_the_neighbour_of_a_deleted_selected_post_takes_its_line(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    demo.events(home_posts=30)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press("pagedown", "j", "j")
        for _ in range(5):
            place = story.rows.reading_place()
            assert place is not None
            rows = list(story.rows.keys)
            below = rows[rows.index(place[0]) + 1]
            demo.events(delete=place[0])
            await story.until(lambda below=below: story.rows.cursor_key == below)  # type: ignore[misc]  # bound
            assert story.rows.reading_place() == (below, place[1])
