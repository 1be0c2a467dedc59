"""Direct messages: opened as threads, read, put away, begun with several people; counted where they are not seen."""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input, OptionList, TextArea

from tests.support.pair import Pair
from tests.support.session import Desk, read_json, until_after, until_calm
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.ask_people import AskPeople, named
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.conversation_list import ConversationList
from tootui.ui.widgets.place_list import Note

PATH = "/api/v1/conversations"


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A server of its own for each story: what is read here is read for good."""
    with DemoThread() as demo:
        yield demo


def told(demo: DemoThread) -> dict[str, Any]:
    """The conversations as the server has them, by their ids."""
    return {one["id"]: one for one in read_json(demo.url, f"{PATH}?limit=40", demo.token)}


def unread(demo: DemoThread) -> int:
    return sum(one["unread"] for one in told(demo).values())


async def open_them(story: Story) -> ConversationList:
    """Go to direct messages and wait until they are there."""
    await story.press("g", "d")
    await story.until(lambda: story.session.news.conversations.state.loaded_once, "direct messages")
    rows = story.rows
    assert isinstance(rows, ConversationList)
    await story.until(lambda: rows.selected is not None)
    await story.pilot.pause()
    return rows


def beside(story: Story) -> list[str]:
    """The lines of the sidebar, without the blanks in them."""
    side = story.main.look.glyphs.frame_side
    return [" ".join(line.partition(side)[0].split()) for line in story.shown.splitlines()]


async def wait_for_counts(story: Story, desk: Desk) -> None:
    """Let time pass until what is unread was counted."""

    def counted() -> bool:
        desk.clock.advance(0.5)
        return story.session.news.unread_conversations is not None

    await story.until(counted)


def words(story: Story) -> list[str]:
    return [key.text for key in story.rows.keys if isinstance(key, Note)]


async def test_the_first_two_seconds_ask_for_five_things_at_most(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    demo.clear_log()
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        await story.until_shown("Harbour", "#lighthouse")
        await story.until(lambda: any(wait <= 0.1 for wait in desk.clock.waits), "who one is is asked soon")
        desk.clock.advance(0.1)
        await story.until(lambda: story.session.me is not None)
        await story.until(lambda: sum(1.5 < wait <= 2 for wait in desk.clock.waits) >= 3, "all that waits so long")
        asked = [entry["path"] for entry in demo.log() if not entry["path"].startswith("/api/v1/streaming")]
        assert len(asked) <= 5, asked
        assert not [path for path in asked if "conversations" in path or "scheduled" in path], asked

        desk.clock.advance(2)
        await story.until(lambda: any(entry["path"] == PATH for entry in demo.log()))
        await story.until(lambda: any("scheduled" in entry["path"] for entry in demo.log()))


async def test_what_is_unread_is_counted_beside_the_place_or_in_the_header(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(110, 40), desk=desk) as story:
        count = unread(demo)
        await wait_for_counts(story, desk)
        await story.until(lambda: f"3 Direct messages {count}" in beside(story))
        assert f"d {count}" not in story.header
        await story.pilot.resize_terminal(80, 24)
        await story.until(lambda: f" d {count} " in story.header)
        rows = await open_them(story)
        await story.press("I")
        await story.until(lambda: f" d {count - 1} " in story.header)
        await story.press("I")
        await story.until_shown("It is read already.")
        assert rows.selected is not None
        await story.until(lambda: unread(demo) == count - 1)


async def test_one_is_opened_as_a_thread_and_read_by_that(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        one = rows.selected
        assert one is not None
        assert one.unread
        assert one.last_status is not None
        await story.until(lambda: "unread" in story.selected_row)
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.thread(one.last_status.id if one.last_status else ""))
        await story.until(lambda: not told(demo)[one.id]["unread"])

        # What comes while its thread is in view is read as it comes; what comes later is not.
        first, author = one.last_status, one.last_status.account.acct
        demo.events(post="@you Are you reading?", by=author, visibility="direct", reply_to=first.id)
        await rows.conversations.poll()
        await story.until(lambda: not told(demo)[one.id]["unread"])
        await story.press("escape")
        assert story.rows is rows
        assert rows.cursor_key == one.id
        await story.until(lambda: "Are you reading?" in story.selected_row)
        assert "unread" not in story.selected_row
        demo.events(post="@you Gone?", by=author, visibility="direct", reply_to=first.id)
        await rows.conversations.poll()
        await story.until(lambda: "Gone?" in story.selected_row and "unread" in story.selected_row)
        assert told(demo)[one.id]["unread"]


async def test_one_is_read_by_opening_its_newest_post_anywhere(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    demo.events(post="@you Over here.", by="grace", visibility="direct")
    async with begin(demo, home, size=(80, 24), desk=desk) as story:
        await wait_for_counts(story, desk)
        count = unread(demo)
        story.main.go(Place.notifications("mentions"))
        await story.until(lambda: "Over here." in story.selected_row)
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "thread")
        await story.until(lambda: unread(demo) == count - 1)
        await story.until(lambda: f" d {count - 1} " in story.header)


async def test_a_double_click_opens_one_too(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        one = rows.selected
        assert one is not None
        assert one.last_status is not None
        await story.pilot.click(rows, offset=(60, 1), times=2)
        await story.until(lambda: story.rows.place.kind == "thread")
        await story.until(lambda: not told(demo)[one.id]["unread"])
        first = one.last_status
        demo.events(post="@you Clicked?", by=first.account.acct, visibility="direct", reply_to=first.id)
        await rows.conversations.poll()
        await story.until(lambda: "Clicked?" in told(demo)[one.id]["last_status"]["content"])
        await story.until(lambda: not told(demo)[one.id]["unread"], "what comes while it is open is read too")


async def test_an_answer_to_one_stays_direct_and_names_who_gets_it(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(100, 30)) as story:
        rows = await open_them(story)
        while len(rows.selected.accounts if rows.selected else ()) < 2:
            await story.press("j")
        assert rows.selected is not None
        conversation_id = rows.selected.id
        accts = {account.acct for account in rows.selected.accounts}
        await story.press("r")
        await story.until_screen(ComposeScreen)
        await story.until_shown("direct: only @")
        assert {f"@{acct}" for acct in accts} <= set(story.app.screen.query_one(TextArea).text.split())
        await story.enter("I am in")
        await story.press("ctrl+s")
        await story.until(lambda: story.app.screen is story.main)
        await story.until(lambda: "I am in" in told(demo)[conversation_id]["last_status"]["content"])
        assert told(demo)[conversation_id]["last_status"]["visibility"] == "direct"


async def test_what_comes_is_told_by_the_stream_and_counted_wherever_one_is(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(80, 24), desk=desk) as story:
        count = unread(demo)
        await wait_for_counts(story, desk)
        await listening(story, desk.clock)
        await story.until(lambda: ["direct"] in [one for socket in demo.streams() for one in socket])
        await until_calm(demo)
        demo.clear_log()
        demo.events(post="@you Psst.", by="grace", visibility="direct")
        await story.until(lambda: f"d {count + 1} " in story.header)
        assert not [entry for entry in demo.log() if entry["path"] == PATH]
        await story.press("g", "d")
        await story.until_shown("Psst.")


async def test_the_counts_find_room_on_the_smallest_screen(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(60, 16), desk=desk) as story:
        await wait_for_counts(story, desk)
        await story.until(lambda: story.session.news.unread_notifications)
        dot = story.main.look.glyphs.dot
        counted = f"n {story.session.news.unread_notifications} {dot} d {unread(demo)} "
        await story.until(lambda: story.header.startswith(f" Home   {counted}"))
        demo.events(home_posts=3)
        await story.press("j")
        await story.refresh()
        await story.until(lambda: "3 new" in story.header and counted in story.header)


async def test_letters_go_to_another_server_and_back(pair: Pair, home: Path) -> None:
    here, there = pair.here, pair.there
    desk = Desk(home / "config", here.url, here.token)
    async with begin(here, home, size=(80, 24), desk=desk) as story:
        rows = await open_them(story)
        await story.press("c")
        await story.until_screen(AskPeople)
        await story.enter("you@harbour.tootui")
        await story.press("enter", "enter")
        await story.until_screen(ComposeScreen)
        await story.enter("Fog again?")
        await story.press("ctrl+s")
        letter = await arrived(story, there, "Fog again?")
        answer(there, "@you@demo.tootui As always.", letter["last_status"]["id"])
        await rows.conversations.poll()
        await story.until_shown("As always.", "@you@harbour.tootui")
        await story.press("home", "enter")
        await story.until(lambda: story.rows.place.kind == "thread")
        await story.until_shown("Fog again?", "As always.")


async def arrived(story: Story, server: DemoThread, words: str) -> dict[str, Any]:
    """Wait for a letter at a server, where it is unread."""
    found: list[dict[str, Any]] = []

    def look() -> bool:
        found[:] = [one for one in told(server).values() if words in one["last_status"]["content"]]
        return bool(found)

    await story.until(look, f"{words} at the other server")
    assert found[0]["unread"]
    return found[0]


def answer(server: DemoThread, text: str, status_id: str) -> None:
    """Its reader writes back."""
    fields = {"status": text, "in_reply_to_id": status_id, "visibility": "direct"}
    request = urllib.request.Request(
        f"{server.url}/api/v1/statuses",
        urllib.parse.urlencode(fields).encode(),
        {"Authorization": f"Bearer {server.token}"},
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


async def test_one_is_taken_off_the_list_after_a_yes(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        await story.press("j")
        one, count = rows.selected, len(told(demo))
        assert one is not None
        await story.press("d")
        await story.until_screen(Confirm)
        await story.until_shown(f"@{one.accounts[0].acct}", "Its posts stay.")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert len(told(demo)) == count
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: one.id not in rows.keys)
        await story.until(lambda: one.id not in told(demo))
        await story.until_shown("off the list")


async def test_one_to_several_people_is_begun_from_there(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(80, 24), desk=desk) as story:
        await open_them(story)
        await story.press("c")
        await story.until_screen(AskPeople)
        people = story.app.screen.query_one(OptionList)
        await story.until(lambda: people.option_count > 0, "with whom one has written")
        await story.press("enter")
        await story.until_shown("Name somebody")
        await story.enter("gra")
        await story.until_shown("@grace")
        await story.press("enter")
        assert story.app.screen.query_one(Input).value == "@grace "
        await story.enter("@nobody.in.particular@far.example")
        await story.press("enter", "enter")
        await story.until_screen(ComposeScreen)
        await story.until_shown("Direct post", "direct: only @grace @nobody.in.particular@far.example")
        assert story.app.screen.query_one(TextArea).text == "@grace @nobody.in.particular@far.example "
        await story.enter("Tea at five?")
        await story.press("ctrl+s")
        await story.until(lambda: any("Tea at five?" in one["last_status"]["content"] for one in told(demo).values()))
        said = "You: @nobody.in.particular@far.example Tea at five?"
        await until_after(desk.clock, lambda: said in story.shown)


async def test_a_name_and_enter_twice_may_be_typed_ahead(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await open_them(story)
        await story.press("c")
        await story.until_screen(AskPeople)
        for key in ("w", "r", "e", "\r", "\r", "h", "i"):
            story.app.post_message(Key("enter" if key == "\r" else key, key))
        await story.until_screen(ComposeScreen)
        await story.until(lambda: story.app.screen.query_one(TextArea).text == "@wren hi")


async def test_a_name_of_any_length_takes_one_line_of_the_list(demo: DemoThread, home: Path) -> None:
    demo.events(account="wren", traits={"display_name": "Endless " * 38})
    async with begin(demo, home, size=(60, 16)) as story:
        await open_them(story)
        await story.press("c")
        await story.until_screen(AskPeople)
        await story.until_shown("@wren  Endless", "@nils")
        people = story.app.screen.query_one(OptionList)
        await story.until(lambda: people.virtual_size.height == people.option_count, "one line for each")


async def test_what_was_begun_and_left_is_offered_there(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await open_them(story)
        await story.press("c")
        await story.until_screen(AskPeople)
        await story.enter("@grace\n\n")
        await story.until_screen(ComposeScreen)
        await story.enter("By the way")
        await story.press("escape", "c")
        await story.until_screen(Picker)
        await story.until_shown("continue the post: @grace By the way", "write to others")
        await story.press("n")
        await story.until_screen(AskPeople)
        await story.press("escape", "c")
        await story.until_screen(Picker)
        await story.press("c")
        await story.until_screen(ComposeScreen)
        assert story.app.screen.query_one(TextArea).text == "@grace By the way"
        await story.until_shown("direct: only @grace")


async def test_new_ones_come_on_top_and_the_selection_stays(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        await story.press("j", "k")
        chosen = rows.cursor_key
        demo.events(post="@you A first letter.", by="grace", visibility="direct")
        await rows.conversations.poll()
        await story.until_shown("A first letter.")
        assert rows.cursor_key == chosen
        await story.press("j")
        chosen, line = rows.reading_place() or ("", 0)
        demo.events(post="@you Another letter.", by="mary", visibility="direct")
        await rows.conversations.poll()
        await story.until(lambda: len(rows.keys) == len(told(demo)))
        await story.pilot.pause()
        assert rows.reading_place() == (chosen, line)


async def test_what_has_a_newer_post_comes_on_top_but_not_under_the_eyes(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)

        async def write_in(place: int, words: str) -> str:
            key = str(rows.keys[place])
            last = told(demo)[key]["last_status"]
            demo.advance(1)
            demo.events(post=f"@you {words}", by=last["account"]["acct"], visibility="direct", reply_to=last["id"])
            await rows.conversations.poll()
            return key

        risen = await write_in(4, "From further down.")
        await story.until(lambda: rows.keys[0] == risen)
        await story.until_shown("From further down.")

        await story.press("j", "j")
        chosen, order = rows.cursor_key, list(rows.keys)
        await write_in(3, "In view.")
        await story.until_shown("In view.")
        assert rows.keys == order
        assert rows.cursor_key == chosen
        await story.press("full_stop")
        assert rows.keys[0] == order[3]
        assert rows.cursor_key == order[3]

        await story.press("j", "j", "g", "h")
        risen = await write_in(4, "While one is elsewhere.")
        await story.press("g", "d")
        await story.until(lambda: story.rows.place == Place.DIRECT and story.rows.keys[0] == risen)


async def test_covered_words_are_opened_with_the_key_for_that(demo: DemoThread, home: Path) -> None:
    demo.events(post="@you It was the gardener.", by="grace", visibility="direct", cw="the end of the book")
    async with begin(demo, home, size=(80, 24)) as story:
        await open_them(story)
        await story.until_shown("CW: the end of the book")
        assert "gardener" not in story.shown
        await story.press("x")
        await story.until_shown("It was the gardener.")
        await story.press("x")
        await story.until(lambda: "gardener" not in story.shown)


async def test_a_server_without_them_says_where_they_are_and_goes_on(demo: DemoThread, home: Path) -> None:
    demo.switch(off=["conversations"])
    async with begin(demo, home, size=(110, 40)) as story:
        await story.press("g", "d")
        await story.until_shown("This server does not gather direct messages", "home timeline", "c writes one.")
        await story.until(lambda: "Direct messages" not in story.shown.partition("\n")[2])
        asked = sum(entry["path"] == PATH for entry in demo.log())
        assert asked == 1
        await story.until(
            lambda: story.footer.split() == ["c", "write", "?", "keys"], "what cannot be done is not offered"
        )
        await story.press("d")
        await story.until_shown("No conversation is selected.")
        await story.press("c")
        await story.until_screen(AskPeople)
        await story.press("escape", "g", "h")
        await story.until(lambda: story.rows.place == Place.HOME and story.rows.selected_status is not None)
        await story.press("g", "d")
        await story.until_shown("This server does not gather direct messages")
        assert sum(entry["path"] == PATH for entry in demo.log()) == asked


async def test_waiting_failing_empty_and_offline_are_said(demo: DemoThread, home: Path) -> None:
    demo.fault(PATH, "status", status=500, count=1)
    async with begin(demo, home, size=(80, 24)) as story:
        await story.press("g", "d")
        await story.until_shown("Enter tries again.")
        demo.clear_faults()
        demo.fault(PATH, "status", status=200, body="[]")
        await story.press("enter")
        await story.until_shown("No direct messages yet. c writes one.")
        demo.clear_faults()
        await story.press("ctrl+r")
        await story.until(lambda: len(story.rows.keys) == len(told(demo)))


async def test_a_lost_sign_in_is_said_with_the_way_back(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        count = len(rows.keys)
        demo.fault("", "status", status=401, count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: words(story) == ["Your sign-in is no longer valid. Enter signs in again."])
        assert len(rows.keys) == count + 1
        demo.clear_faults()


async def test_offline_shows_those_from_the_last_time(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(80, 24), desk=desk) as story:
        rows = await open_them(story)
        expected = [key for key in rows.keys if isinstance(key, str)]
    demo.fault("", "drop_before", count=-1)
    async with begin(demo, home, size=(80, 24), desk=desk, loaded=False) as story:
        await story.press("g", "d")
        await story.until(lambda: story.session.connection.state == "offline")
        await story.until(
            lambda: [key for key in story.rows.keys if isinstance(key, str)] == expected, "those of the last time"
        )
        await story.until(lambda: any("Offline" in text for text in words(story)))
        demo.clear_faults()


async def test_a_conversation_whose_last_post_is_gone_can_only_be_put_away(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        rows = await open_them(story)
        one = rows.selected
        assert one is not None
        assert one.last_status is not None
        story.session.store.delete_status(one.last_status.id)
        await story.until_shown("The last post is gone.")
        await story.press("enter")
        await story.until_shown("Its last post is gone, so there is nothing to open. d takes it off the list.")
        assert story.rows is rows


@pytest.mark.parametrize(
    ("line", "people", "others"),
    [
        ("@ada, alan@enigma.uk; @Ada", ["ada", "alan@enigma.uk"], []),
        ("", [], []),
        ("@ada what?", ["ada"], ["what?"]),
        ("@ada@ @x@y@z", [], ["ada@", "x@y@z"]),
    ],
)
def test_names_as_people_type_them(line: str, people: list[str], others: list[str]) -> None:
    assert named(line) == (people, others)
