"""Whom the reader shuts out: muted and blocked people and servers, let in again where they are listed, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """In a new world @loudhailer is muted, @grumble blocked, and the server spam.example."""
    with DemoThread() as demo:
        yield demo


def listed(demo: DemoThread, name: str) -> list[str]:
    """A list as the server has it."""
    found = read_json(demo.url, f"/api/v1/{name}", demo.token)
    return [one if isinstance(one, str) else one["username"] for one in found]


async def select(story: Story, words: str) -> None:
    """Go down to the row that holds some words."""
    await story.press("home")
    for _ in story.rows.keys:
        if words in story.selected_row:
            return
        await story.press("j")
    raise AssertionError(f"no row with {words}\n{story.shown}")


async def test_a_mute_is_lifted_in_place_and_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.MUTES)
        await story.until_shown("@loudhailer", "Muted until you lift it.")
        await story.press("d")
        await story.until_shown("Not muted any more. d mutes them again.")
        await story.until(lambda: listed(demo, "mutes") == [], "the server unmuted")
        await story.press("d")
        await story.until_shown("Muted until you lift it.")
        await story.until(lambda: listed(demo, "mutes") == ["loudhailer"], "the server muted")


async def test_a_mute_for_a_while_says_until_when_and_comes_back_with_it(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    ada = read_json(demo.url, "/api/v1/accounts/lookup?acct=ada", demo.token)["id"]
    async with begin(demo, tmp_path, desk=desk) as story:
        story.session.relations.relate(ada, lambda: story.session.relations.mute(ada, seconds=86_400))
        await story.until(lambda: "ada" in listed(demo, "mutes"), "muted")
        story.main.go(Place.MUTES)
        await story.until_shown("@ada", "Muted until")
        await select(story, "@ada")
        await story.press("d")
        await story.until(lambda: "ada" not in listed(demo, "mutes"), "unmuted")
        demo.clear_log()
        await story.press("d")
        await story.until(lambda: "ada" in listed(demo, "mutes"), "muted again")
        await story.until(lambda: story.session.notices.undoable() is not None, "it can be undone")
        ends = [one["mute_expires_at"] for one in read_json(demo.url, "/api/v1/mutes", demo.token)]
        assert any(ends)


async def test_a_block_is_lifted_in_place_and_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.BLOCKS)
        await story.until_shown("@grumble", "Blocked until you lift it.")
        await story.press("d")
        await story.until_shown("Not blocked any more.")
        await story.until(lambda: listed(demo, "blocks") == [], "the server unblocked")
        await story.press("d")
        await story.until(lambda: listed(demo, "blocks") == ["grumble"], "the server blocked")
        await story.until_shown("Blocked until you lift it.")


async def test_a_lift_that_the_server_refuses_is_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.BLOCKS)
        await story.until_shown("@grumble", "Blocked until you lift it.")
        demo.fault("/unblock", "status", status=403, body='{"error": "No"}')
        await story.press("d")
        await story.until_shown("refused")
        await story.until(lambda: "Not blocked any more" not in story.shown, "it is put back")
        assert listed(demo, "blocks") == ["grumble"]


async def test_a_server_is_let_in_again_and_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.DOMAIN_BLOCKS)
        await story.until_shown("spam.example", "you see nothing of it")
        await story.press("d")
        await story.until_shown("You see spam.example again", "Not blocked any more. d blocks it again.")
        await story.until(lambda: listed(demo, "domain_blocks") == [], "the server unblocked")
        await story.press("u")
        await story.until_shown("spam.example is blocked again")
        await story.until(lambda: listed(demo, "domain_blocks") == ["spam.example"], "the server blocked")


async def test_a_refused_lift_of_a_server_is_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.DOMAIN_BLOCKS)
        await story.until_shown("spam.example")
        demo.fault("domain_blocks", "status", status=403, body='{"error": "No"}')
        await story.press("d")
        await story.until_shown("Not changed.")
        await story.until(lambda: "Not blocked any more" not in story.shown, "it is put back")


@pytest.mark.parametrize(
    ("place", "name", "words"),
    [
        (Place.MUTES, "mutes", "This server does not offer a list of muted people."),
        (Place.BLOCKS, "blocks", "This server does not offer a list of blocked people."),
        (Place.DOMAIN_BLOCKS, "domain_blocks", "This server does not offer blocking of servers."),
    ],
)
async def test_a_server_without_such_a_list_says_so(
    demo: DemoThread, tmp_path: Path, place: Place, name: str, words: str
) -> None:
    demo.switch(off=[name])
    async with begin(demo, tmp_path) as story:
        story.main.go(place)
        await story.until_shown(words)
        await story.press("ctrl+r", "d")
        await story.pilot.pause()
        assert len([one for one in demo.log() if one["path"] == f"/api/v1/{name}"]) == 1


async def test_the_lists_stand_side_by_side(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.dispatcher.run("go.mutes")
        await story.until_shown("@loudhailer", "Requests", "Blocked", "Servers")
        await story.press("}")
        await story.until_shown("@grumble")
        await story.press("}")
        await story.until_shown("spam.example")
        await story.press("{", "{", "{")
        await story.until_shown("@newcomer")
        await story.press("{")
        await story.until_shown("@prize", "Held back 4")


async def test_a_mute_whose_time_is_over_is_left_alone(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    ada = read_json(demo.url, "/api/v1/accounts/lookup?acct=ada", demo.token)["id"]
    async with begin(demo, tmp_path, desk=desk) as story:
        story.session.relations.mute(ada, seconds=3600)
        await story.until(lambda: "ada" in listed(demo, "mutes"), "muted")
        story.main.go(Place.MUTES)
        await story.until_shown("@ada", "Muted until")
        await select(story, "@ada")
        demo.clear_log()
        expires_at = read_json(demo.url, "/api/v1/mutes", demo.token)[0]["mute_expires_at"]
        desk.clock.advance(datetime.fromisoformat(expires_at).timestamp() - desk.clock.time() + 1)
        story.rows.times_passed()
        await story.press("d")
        await story.until_shown("Not muted any more: the time is over.", "This mute has ended by itself.")
        assert not [one for one in demo.log() if "mute" in one["path"] and one["method"] == "POST"]


async def test_where_it_is_not_told_how_people_relate_the_list_is_believed(demo: DemoThread, tmp_path: Path) -> None:
    demo.switch(off=["relationships"])
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.MUTES)
        await story.until_shown("@loudhailer", "Muted until you lift it.")
        await story.press("d")
        await story.until_shown("Not muted any more.")
        await story.until(lambda: listed(demo, "mutes") == [], "the server unmuted")


async def test_nothing_of_this_is_asked_for_at_home(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await story.pilot.pause()
        paths = (
            "mutes",
            "blocks",
            "domain_blocks",
            "follow_requests",
            "notifications/requests",
            "notifications/policy",
        )
        assert not [one for one in demo.log() if one["path"].removeprefix("/api/v1/").removeprefix("/api/v2/") in paths]


async def test_offline_there_is_a_reason_and_the_list_comes_when_the_server_is_back(
    demo: DemoThread, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    async with begin(demo, tmp_path, desk=desk) as story:
        demo.fault(".*", "drop_before", count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: story.session.connection.state == "offline", "offline")
        for place in (Place.MUTES, Place.DOMAIN_BLOCKS, Place.FOLLOW_REQUESTS, Place.FILTERED):
            story.main.go(place)
            await story.until_shown("Offline, and nothing of this place is kept here.")
        demo.clear_faults()

        def is_back() -> bool:
            desk.clock.advance(5.0)
            return "@prize" in story.shown

        await story.until(is_back, "the list")


async def test_who_was_muted_a_moment_ago_is_there_when_one_comes_back(demo: DemoThread, tmp_path: Path) -> None:
    ada = read_json(demo.url, "/api/v1/accounts/lookup?acct=ada", demo.token)["id"]
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.MUTES)
        await story.until_shown("@loudhailer")
        await story.press("escape")
        story.session.relations.mute(ada)
        await story.until(lambda: "ada" in listed(demo, "mutes"), "muted")
        story.main.go(Place.MUTES)
        await story.until_shown("@ada", "@loudhailer")


async def test_what_is_empty_names_the_next_step(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.sign_in("newcomer"))
    steps = {
        Place.MUTES: "You mute nobody. Space on a post or a person offers it.",
        Place.BLOCKS: "You block nobody. Space on a post or a person offers it.",
        Place.DOMAIN_BLOCKS: "You block no servers. Space on a post or a person offers it.",
        Place.account(desk.account.account_id, "pinned"): "You have pinned nothing. p on a post of yours pins it.",
    }
    async with begin(demo, tmp_path, desk=desk) as story:
        for place, words in steps.items():
            story.main.go(place)
            await story.until_shown(words)
