"""Servers without this or that: the feature is absent with a word and not asked for again, and the rest works."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.widgets import TextArea

from tests.support.quiet import calm, requests, visit
from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.news import SECONDS_BEFORE_COUNTING
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.mute_options import MuteOptions
from tootui.ui.screens.person_menu import PersonMenu
from tootui.ui.screens.person_note import PersonNote
from tootui.ui.screens.policy import PolicyDialog
from tootui.ui.screens.report import ReportScreen

TWICE = range(2)


class Scene(NamedTuple):
    """Somebody at a server that lacks something, and the people they look at."""

    story: Story
    demo: DemoThread
    people: dict[str, str]

    async def visit(self, text: str) -> None:
        """Go to a place, in which `@ada` stands for the id of her account."""
        for name, account_id in self.people.items():
            text = text.replace(f"@{name}", account_id)
        await visit(self.story, Place.parse(text))

    async def at(self, name: str) -> None:
        """Go to somebody's profile."""
        await self.visit(f"account:@{name}")
        await self.story.press("home")

    async def do(self, command: str, *keys: str) -> None:
        """Run a command, and answer what it asks."""
        self.story.main.dispatcher.run(command)
        for key in keys:
            await self.story.until(lambda: not isinstance(self.story.app.screen, MainScreen), "it asks")
            await self.story.press(key)
        await calm(self.story)

    def asked(self, pattern: str, method: str = "") -> list[str]:
        return requests(self.demo, pattern, method)

    @property
    def sidebar(self) -> str:
        """What stands beside the column."""
        side = self.story.main.look.glyphs.frame_side
        return "\n".join(line.partition(side)[0] for line in self.story.shown.splitlines()[1:-1])

    @property
    def parts(self) -> str:
        """The words above the list."""
        return self.story.shown.splitlines()[1]


async def close(story: Story) -> None:
    while not isinstance(story.app.screen, MainScreen):
        await story.press("escape")
        await story.pilot.pause()


async def without_notification_policy(scene: Scene) -> None:
    story = scene.story
    for _ in TWICE:
        await scene.visit("notifications")
        assert "held back" not in story.shown
        await scene.visit("filtered")
        await story.until_shown("This server does not offer notifications that are held back.")
        await scene.do("notification.policy")
        await story.until_screen(PolicyDialog)
        await story.until_shown("no policy for notifications")
        await close(story)
    await scene.visit("mutes")
    assert "Held back" not in scene.parts
    asked = scene.asked("notifications/(policy|requests)")
    assert len(asked) == len({*asked}), asked


async def without_conversations(scene: Scene) -> None:
    assert "Direct messages" not in scene.sidebar
    for _ in TWICE:
        await scene.visit("direct")
        await scene.story.until_shown("This server does not gather direct messages by conversation.", "c writes one.")
    assert len(scene.asked("/conversations")) == 1


async def without_featured_tags(scene: Scene) -> None:
    for name in ("ada", "wren"):
        await scene.at(name)
        await scene.story.until_shown(f"@{name}")
    assert len(scene.asked("/featured_tags")) == 1


async def without_notes(scene: Scene) -> None:
    story = scene.story
    await scene.at("hedy")
    await scene.do("person.note")
    await story.until_screen(PersonNote)
    await story.enter("hops")
    await story.press("ctrl+s")
    await story.until_shown("The note about @hedy is not on the server: it keeps no notes")
    await scene.do("person.note")
    await story.until_screen(PersonNote)
    assert story.app.screen.query_one(TextArea).text == "hops"
    await close(story)
    await scene.at("ada")
    await scene.do("person.note")
    await story.until_shown("keeps no notes about people.")
    assert len(scene.asked("/note$")) == 1


async def without_grouped_notifications(scene: Scene) -> None:
    for _ in TWICE:
        await scene.visit("notifications")
        await scene.story.until_shown("and 2 others follow you now")
        await scene.visit("notifications:follows")
    assert len(scene.asked("v2/notifications$")) <= 1
    assert len(scene.asked("v2/notifications/unread_count")) <= 1


async def without_follow_requests(scene: Scene) -> None:
    for _ in TWICE:
        await scene.visit("follow_requests")
        await scene.story.until_shown("This server does not offer a list of follow requests.")
    await scene.visit("blocks")
    assert "Requests" not in scene.parts
    assert len(scene.asked("/follow_requests")) == 1


async def without_mutes(scene: Scene) -> None:
    story = scene.story
    for _ in TWICE:
        await scene.visit("mutes")
        await story.until_shown("This server does not offer a list of muted people.")
    await scene.at("hedy")
    await scene.do("person.mute")
    await story.until_screen(MuteOptions)
    await story.press("1")
    await story.until_shown("Mute taken back.", "cannot mute people.")
    await story.press("u", "space")
    await story.until_screen(PersonMenu)
    await story.until_shown("cannot mute people.")
    await close(story)
    assert len(scene.asked("/mutes|/(un)?mute$")) == 2


async def without_familiar_followers(scene: Scene) -> None:
    for name in ("ada", "wren"):
        await scene.at(name)
        assert "Among their followers" not in scene.story.shown
    assert len(scene.asked("/familiar_followers")) == 1


async def without_endorsements(scene: Scene) -> None:
    story = scene.story
    await scene.at("hedy")
    for _ in TWICE:
        await scene.do("person.endorse")
        await story.until_shown("features nobody on profiles.")
    assert len(scene.asked("endorse$")) == 1


async def without_blocks(scene: Scene) -> None:
    for _ in TWICE:
        await scene.visit("blocks")
        await scene.story.until_shown("This server does not offer a list of blocked people.")
    assert len(scene.asked("/blocks")) == 1


async def without_domain_blocks(scene: Scene) -> None:
    story = scene.story
    await scene.at("sofya")
    await scene.do("person.block_server")
    await story.until_screen(Confirm)
    await story.press("enter")
    await story.until_shown("cannot block servers for one person.")
    await scene.do("person.block_server")
    assert isinstance(story.app.screen, MainScreen)
    for _ in TWICE:
        await scene.visit("domain_blocks")
        await story.until_shown("This server does not offer blocking of servers.")
    assert len(scene.asked("/domain_blocks")) <= 2


async def without_lists(scene: Scene) -> None:
    assert "Lists" not in scene.sidebar
    await scene.at("hedy")
    await scene.do("person.lists")
    await scene.story.until_shown("has no lists.")
    assert len(scene.asked("/lists")) == 1


async def without_reports(scene: Scene) -> None:
    story = scene.story
    await scene.at("hedy")
    await scene.do("person.report")
    await story.until_screen(ReportScreen)
    await calm(story)
    await story.press("space", "ctrl+s")
    await story.until_shown("@hedy was not reported.", "It is kept")
    assert len(scene.asked("/reports")) == 1


async def without_unread_counts(scene: Scene) -> None:
    """Then the notifications themselves are counted."""
    await scene.story.until(lambda: re.search(r"Notifications +[1-9]", scene.sidebar), "their number in the sidebar")
    asked = scene.asked("/unread_count")
    assert len(asked) == len({*asked}) <= 2


async def without_notifications(scene: Scene) -> None:
    await scene.story.until(lambda: "Notifications" not in scene.sidebar, "they are out of the sidebar")
    for _ in TWICE:
        await scene.visit("notifications")
        await scene.story.until_shown("This server does not offer notifications.")
    assert len(scene.asked("v1/notifications$")) <= 3
    assert len(scene.asked("v2/notifications$")) <= 1


async def without_followers(scene: Scene) -> None:
    story = scene.story
    await scene.visit("followers:@ada")
    assert re.search("does not (show who follows somebody|offer lists of followers)", story.shown)
    await scene.visit("following:@ada")
    assert re.search("does not (show whom somebody follows|offer lists of those)", story.shown)
    await scene.at("hedy")
    assert "Follow" not in scene.parts
    await story.press("space")
    await story.until_screen(PersonMenu)
    await story.press("w")
    await story.until_shown("Your server does not show who follows somebody.")
    await close(story)
    assert len(scene.asked("/follow(ers|ing)$")) == 2


async def without_search(scene: Scene) -> None:
    for _ in TWICE:
        await scene.visit("search:loom")
        await scene.story.until_shown("This server does not offer search.", "loom weaves")
    await scene.visit("search_people:ada")
    await scene.story.until_shown("@ada")
    assert len(scene.asked("/search$")) == 1


async def without_markers(scene: Scene) -> None:
    await scene.visit("notifications")
    await scene.visit("home")
    await scene.visit("notifications")
    assert len(scene.asked("/markers")) == 1


async def without_relationships(scene: Scene) -> None:
    story = scene.story
    for name in ("marie", "ada", "wren", "sofya"):
        await scene.at(name)
        await scene.visit(f"followers:@{name}")
    await scene.visit("mutes")
    assert len(scene.asked("/relationships$")) <= 3
    await scene.at("marie")
    await scene.do("person.follow")
    await story.until_shown("You follow @marie@radium.example")
    assert len(scene.asked("/follow$", "POST")) == 1
    assert len(scene.asked("/relationships$")) <= 3


async def without_remove_followers(scene: Scene) -> None:
    story = scene.story
    await scene.at("polly")
    await scene.do("person.remove_follower")
    await story.until_screen(Confirm)
    await story.press("enter")
    await story.until_shown("cannot remove followers.")
    await scene.do("person.remove_follower")
    assert isinstance(story.app.screen, MainScreen)
    assert len(scene.asked("/remove_from_followers$")) == 1


async def without_followed_tags(scene: Scene) -> None:
    assert "Tags" not in scene.sidebar
    await scene.visit("tag:cats")
    for _ in TWICE:
        await scene.do("tag.follow")
        await scene.story.until_shown("does not let one follow tags.")
    assert len(scene.asked("/followed_tags")) == 1
    assert len(scene.asked("/tags/cats/follow$")) <= 1


Lack = Callable[[Scene], Awaitable[None]]
TOGETHER: tuple[tuple[Lack, ...], ...] = (
    (without_notification_policy, without_conversations, without_featured_tags, without_notes),
    (without_grouped_notifications, without_follow_requests, without_mutes, without_endorsements),
    (without_unread_counts, without_lists, without_blocks, without_domain_blocks, without_reports),
    (without_notifications, without_followers, without_search, without_familiar_followers),
    (without_followed_tags, without_relationships, without_remove_followers, without_markers),
)
"""What is missing at the same time: things that know nothing of each other."""
REFUSALS = ("json", "html", "text", "no_method", "not_implemented")


def feature(lack: Lack) -> str:
    return str(getattr(lack, "__name__", "")).removeprefix("without_")


def ids(demo: DemoThread) -> dict[str, str]:
    names = {"marie": "marie@radium.example", "sofya": "sofya@stockholm.example"}
    found: dict[str, Any] = {
        name: read_json(demo.url, f"/api/v1/accounts/lookup?acct={names.get(name, name)}", demo.token)
        for name in ("ada", "hedy", "marie", "polly", "sofya", "wren")
    }
    return {name: account["id"] for name, account in found.items()}


@pytest.mark.parametrize(("lacks", "refusal"), [*zip(TOGETHER, REFUSALS, strict=True)], ids=REFUSALS)
async def test_what_is_missing_is_absent_with_a_word(
    home: Path, lacks: tuple[Lack, ...], refusal: str, caplog: pytest.LogCaptureFixture
) -> None:
    with DemoThread() as demo:
        people = ids(demo)
        desk = Desk(home / "config", demo.url, demo.token)
        demo.clear_log()
        demo.switch(off=[feature(lack) for lack in lacks], refusal=refusal)
        async with begin(demo, home, desk=desk, size=(120, 40)) as story:
            await story.until(lambda: story.session.shelf.is_told, "lists and tags")
            desk.clock.advance(SECONDS_BEFORE_COUNTING)
            await calm(story)
            scene = Scene(story, demo, people)
            for lack in lacks:
                await lack(scene)
                assert isinstance(story.app.screen, MainScreen)
            await visit(story, Place.HOME)
            await story.press("home", "f")
            await story.until(lambda: requests(demo, "/favourite$"), "what there is works")
            await calm(story)
            assert story.session.connection.usable
    assert not [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR]
