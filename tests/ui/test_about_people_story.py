"""What one writes about people: private notes, lists, reports. No word of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.support.session import Desk, account_of, read_json, until_calm
from tests.ui.acts import calls
from tests.ui.story import Story, begin
from tootui.cache.unfinished import Unfinished
from tootui.demo.thread import DemoThread
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.service.reporting import Complaint
from tootui.ui.screens.ask_line import AskLine
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.person_lists import PersonLists
from tootui.ui.screens.person_note import PersonNote
from tootui.ui.screens.report import ReportScreen


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()


def note_of(demo: DemoThread, account_id: str) -> str:
    [found] = read_json(demo.url, f"/api/v1/accounts/relationships?id[]={account_id}", demo.token)
    note: str = found["note"]
    return note


def lists_of(demo: DemoThread, account_id: str) -> set[str]:
    return {one["title"] for one in read_json(demo.url, f"/api/v1/accounts/{account_id}/lists", demo.token)}


async def key_of(story: Story, title: str) -> str:
    """The key that ticks a list, as soon as it is there; its title alone may stand in the sidebar."""
    await story.until(lambda: re.search(rf"\w  \[.\] {title}", story.shown), title)
    found = re.search(rf"(\w)  \[.\] {title}", story.shown)
    assert found is not None
    return found[1]


def marked(story: Story) -> str:
    """The title of the list that Space ticks."""
    dialog = story.app.screen
    assert isinstance(dialog, PersonLists)
    assert dialog.options.highlighted is not None
    return dialog._membership.lists[dialog.options.highlighted].title


async def run(story: Story, account_id: str, command: str) -> None:
    """Open a profile, and run a command about the person."""
    story.main.go(Place.account(account_id))
    await story.until(lambda: story.session.relations.of(account_id) is not None, "how one relates")
    await story.until(lambda: story.rows.selected_account is not None, "it is selected")
    story.main.dispatcher.run(command)


async def open_note(story: Story, account_id: str) -> PersonNote:
    await run(story, account_id, "person.note")
    await story.until_screen(PersonNote)
    assert isinstance(story.app.screen, PersonNote)
    return story.app.screen


async def open_report(story: Story, account_id: str) -> None:
    await run(story, account_id, "person.report")
    await story.until_screen(ReportScreen)
    await story.until(lambda: "(loading)" not in story.shown, "posts and rules")


# Notes


async def test_a_note_is_written_and_shown_and_taken_away(demo: DemoThread, home: Path) -> None:
    hedy = account_of(demo, "hedy")["id"]
    async with begin(demo, home) as story:
        await open_note(story, hedy)
        await story.enter("hops from one frequency to the next")
        await story.press("ctrl+s")
        await story.until_screen(MainScreen)
        await story.until_shown("hops from one frequency to the next")
        await story.until(lambda: note_of(demo, hedy) == "hops from one frequency to the next", "the server has it")
        await story.until(lambda: story.session.relations.notes.unfinished(hedy) is None, "nothing is left")
        note = await open_note(story, hedy)
        note.query_one(TextArea).text = ""
        await story.press("ctrl+s")
        await story.until(lambda: note_of(demo, hedy) == "", "it is cleared")


async def test_what_was_typed_is_there_after_esc_and_after_a_restart(demo: DemoThread, home: Path) -> None:
    mary = account_of(demo, "mary")["id"]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await open_note(story, mary)
        await story.enter("met at the lake")
        await story.press("escape")
        await story.until_shown("Not sent, but kept")
        assert note_of(demo, mary) == ""
    async with begin(demo, home, desk=desk, loaded=False) as story:
        await open_note(story, mary)
        await story.until_shown("met at the lake", "not on the server yet")
        await story.press("ctrl+s")
        await story.until(lambda: note_of(demo, mary) == "met at the lake", "now it is")


async def test_a_note_that_is_refused_keeps_its_words(demo: DemoThread, home: Path) -> None:
    gazette = account_of(demo, "gazette")["id"]
    async with begin(demo, home) as story:
        demo.fault("/note", "status", status=422, body='{"error": "Too private"}')
        await open_note(story, gazette)
        await story.enter("prints late")
        await story.press("ctrl+s")
        await story.until_shown("The note about @gazette is not on the server", "Its words are kept")
        assert note_of(demo, gazette) == ""
        await open_note(story, gazette)
        await story.until_shown("prints late")
        await story.press("ctrl+s")
        await story.until(lambda: note_of(demo, gazette) == "prints late", "the second time it is taken")


async def test_a_note_waits_for_the_network_and_is_kept_by_the_next_start(demo: DemoThread, home: Path) -> None:
    pixel = account_of(demo, "pixel")["id"]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await open_note(story, pixel)
        demo.fault("/", "drop_before", count=-1)
        await story.enter("a cat")
        await story.press("ctrl+s")
        await story.until_shown("Note waits")
    demo.clear_faults()
    async with begin(demo, home, desk=desk, loaded=False) as story:
        await story.until(lambda: note_of(demo, pixel) == "a cat", "sent at the next start")
        await story.until(lambda: story.session.relations.notes.unfinished(pixel) is None, "its arrival is known")
        note = await open_note(story, pixel)
        assert note.query_one(TextArea).text == "a cat"
        assert "not on the server" not in story.shown


async def test_too_long_a_note_stays_on_the_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        note = await open_note(story, account_of(demo, "ada")["id"])
        note.query_one(TextArea).text = "x" * 2001
        await story.until_shown("too long by 1")
        await story.press("ctrl+s")
        await story.until_screen(PersonNote)


# Lists


async def test_ticks_put_on_lists_and_take_off(demo: DemoThread, home: Path) -> None:
    grace = account_of(demo, "grace")["id"]
    before = lists_of(demo, grace)
    async with begin(demo, home) as story:
        await run(story, grace, "person.lists")
        await story.until_screen(PersonLists)
        was_on = "Harbour" in before
        await story.press(await key_of(story, "Harbour"))
        await story.until(lambda: ("Harbour" in lists_of(demo, grace)) != was_on, "changed")
        await story.press(await key_of(story, "Harbour"))
        await story.until(lambda: lists_of(demo, grace) == before, "as before")


async def test_a_new_list_is_made_with_somebody_on_it(demo: DemoThread, home: Path) -> None:
    bram = account_of(demo, "bram")["id"]
    async with begin(demo, home, size=(120, 40)) as story:
        await run(story, bram, "person.lists")
        await story.until_screen(PersonLists)
        await key_of(story, "Harbour")
        await story.press("j")
        chosen = marked(story)
        demo.fault("/api/v1/lists$", "status", status=422, body='{"error": "Too many"}', count=-1)
        await story.press("plus")
        await story.until_screen(AskLine)
        await story.enter("Bakers")
        await story.press("enter")
        await story.until_shown("The list was not made.")
        demo.clear_faults()
        await story.press("plus")
        await story.until_screen(AskLine)
        await story.until_shown("Bakers")
        await story.press("enter")
        await story.until(lambda: "Bakers" in lists_of(demo, bram), "made")
        await story.until_shown("[x] Bakers")
        assert marked(story) == chosen, "the same one, further down"
        await story.press("escape")
        await story.until_screen(MainScreen)
        await story.until_shown("Bakers")


async def test_a_refused_tick_is_taken_back(demo: DemoThread, home: Path) -> None:
    tove = account_of(demo, "tove")["id"]
    before = lists_of(demo, tove)
    async with begin(demo, home) as story:
        await run(story, tove, "person.lists")
        await story.until_screen(PersonLists)
        await story.until_shown("[ ] Engine room")
        demo.fault(r"/lists/\d+/accounts", "status", status=422, body='{"error": "Not today"}')
        await story.press(await key_of(story, "Engine room"))
        await story.until_shown("[ ] Engine room", "was not put on Engine room")
        assert lists_of(demo, tove) == before


async def test_lists_that_cannot_be_had(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.fault("/api/v1/lists$", "status", status=500, count=-1)
        await run(story, account_of(demo, "ada")["id"], "person.lists")
        await story.until_screen(PersonLists)
        await story.until_shown("Enter tries again.")
        demo.clear_faults()
        await story.press("enter")
        await key_of(story, "Harbour")


async def test_lists_are_for_people_one_follows(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await run(story, account_of(demo, "isaac@woolsthorpe.example")["id"], "person.lists")
        await story.until_shown("Lists hold only people you follow.")


# Reports


async def test_a_report_names_rule_and_posts_and_is_sent_once(demo: DemoThread, home: Path) -> None:
    account_id = account_of(demo, "loudhailer@harbour.example")["id"]
    made = demo.events(post="BUY MY FOG", by="loudhailer@harbour.example")[0]
    async with begin(demo, home) as story:
        story.main.open_thread(made)
        await story.until(lambda: story.rows.selected_status is not None, "the post")
        demo.clear_log()
        await story.press("space", "1")
        await story.until_shown("report to your moderators")
        await story.press("r")
        await story.until_screen(ReportScreen)
        await story.until_shown("[x] BUY MY FOG")
        await story.press("ctrl+s")
        await story.until_shown("Choose first what it is about.")
        await story.press("j", "space")
        await story.until_shown("Be kind to people and to machines.")
        await story.press("ctrl+s")
        await story.until_shown("Mark the rule that is broken.")
        await story.press("j", "space")
        await story.until_shown("[x] Be kind")
        await story.press("tab")
        await story.enter("Too loud.")
        await story.until_shown("991 left")
        await story.press("ctrl+s")
        await story.until_screen(MainScreen)
        await story.until_shown("Reported @loudhailer@harbour.example to your moderators.")
        assert calls(demo, "/reports") == 1
        await open_report(story, account_id)
        assert "Too loud." not in story.shown, "nothing is left of it"
        await story.press("escape")


async def test_a_report_that_was_sent_is_not_saved_once_more(demo: DemoThread, home: Path) -> None:
    account_id = account_of(demo, "limelight@loud.example")["id"]
    async with begin(demo, home) as story:
        await open_report(story, account_id)
        report = story.app.screen
        assert isinstance(report, ReportScreen)
        await story.press("space", "ctrl+s")
        await story.until_shown("Reported @limelight")
        report._save()  # as where the moment for it comes late
        await open_report(story, account_id)
        assert "(x)" not in story.shown, "nothing is left of it"


async def test_a_report_goes_to_the_other_server_too_if_one_wishes(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        await open_report(story, account_of(demo, "limelight@loud.example")["id"])
        await story.press("space")
        await story.until_shown("(x) spam")
        await story.press("down", "down", "down", "down", "space")
        await story.until_shown("[x] also the moderators of loud.example")
        await story.press("ctrl+s")
        await story.until_shown("Reported @limelight", "their own server")


async def test_a_report_that_fails_is_kept_and_not_sent_by_itself(demo: DemoThread, home: Path) -> None:
    account_id = account_of(demo, "zara@glitch.example")["id"]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await open_report(story, account_id)
        await story.press("space", "tab")
        await story.enter("It glitters.")
        demo.clear_log()
        demo.fault("/reports", "drop_after")
        await story.press("ctrl+s")
        await story.until_shown("It is not certain that your report")
        desk.clock.advance(600)
        await story.settle()
        await until_calm(demo)
        assert calls(demo, "/reports") == 1
    async with begin(demo, home, desk=desk, loaded=False) as story:
        await open_report(story, account_id)
        await story.until_shown("It glitters.", "(x) spam", "may have arrived")
        await story.press("ctrl+s")
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until_shown("Reported @zara@glitch.example")
        assert calls(demo, "/reports") == 2


async def test_what_became_of_a_report_is_said_though_the_disk_is_full(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = account_of(demo, "wren")["id"]
    save = Unfinished.save

    def full(_unfinished: Unfinished, *_given: object) -> None:
        raise StorageError("The disk is full.")

    def full_afterwards(unfinished: Unfinished, entity_id: str, data: str, now: float) -> None:
        if '"is_doubtful":true' in data:
            full(unfinished)
        save(unfinished, entity_id, data, now)

    async with begin(demo, home) as story:
        monkeypatch.setattr(Unfinished, "delete", full)
        monkeypatch.setattr(Unfinished, "save", full_afterwards)
        await open_report(story, account_id)
        await story.press("escape")
        await story.until_screen(MainScreen)
        await story.until_shown("The disk is full.")
        await open_report(story, account_id)
        await story.press("space", "ctrl+s")
        await story.until_shown("Reported @wren", "The disk is full.")
        await open_report(story, account_id)
        demo.fault("/reports", "drop_after")
        await story.press("ctrl+s")
        await story.until_shown("It is not certain that your report")


async def test_a_server_without_reports_says_so(demo: DemoThread, home: Path) -> None:
    account_id = account_of(demo, "wren")["id"]
    async with begin(demo, home) as story:
        await open_report(story, account_id)
        await story.press("space")
        demo.fault("/reports", "status", status=405, body='{"error": "No"}', count=-1)
        await story.press("ctrl+s")
        await story.until_shown("was not reported", "takes no reports.", "kept.")
        story.put_notices_away()
        await story.until(lambda: "takes no reports." not in story.shown)
        story.main.dispatcher.run("person.report")
        await story.until_shown("takes no reports.")


async def test_without_rules_one_reports_all_the_same(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.fault("/instance/rules", "status", status=404, body='{"error": "None"}', count=-1)
        await open_report(story, account_of(demo, "shy@burrow.example")["id"])
        await story.press("j", "space", "ctrl+s")
        await story.until_shown("Reported @shy@burrow.example")


@pytest.mark.parametrize(
    ("complaint", "has_rules", "reason"),
    [
        (Complaint(account_id="1"), False, "Choose first what it is about."),
        (Complaint(account_id="1", category="violation"), True, "Mark the rule that is broken."),
        (Complaint(account_id="1", category="violation"), False, None),
        (Complaint(account_id="1", category="spam", comment="x" * 1001), True, "The comment is too long by 1."),
        (Complaint(account_id="1", category="spam", comment="x" * 1000), True, None),
    ],
)
def test_what_a_report_needs(complaint: Complaint, has_rules: bool, reason: str | None) -> None:
    assert complaint.why_not_yet(has_rules=has_rules) == reason
