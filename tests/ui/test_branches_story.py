"""Reading a conversation: folding its branches, finding the way through them, what came since, taking it along."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from textual.widgets import Input

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tootui.config.settings import Settings, Timeline
from tootui.demo.thread import DemoThread
from tootui.model.filters import Filter, FilterResult
from tootui.model.places import Place
from tootui.ui.screens.ask_line import AskLine
from tootui.ui.widgets.thread_list import ThreadList


class Talk(NamedTuple):
    """A conversation: two answers to a question, the first with answers of its own."""

    root: str
    milk: str
    never: str
    always: str
    lemon: str


def a_talk(demo: DemoThread) -> Talk:
    [root] = demo.events(post="How do you take your tea, everyone?", by="grace")
    [milk] = demo.events(post="With milk, of course.", by="ada", reply_to=root)
    [never] = demo.events(post="Never with milk!", by="grace", reply_to=milk)
    [always] = demo.events(post="Always with milk!", by="ada", reply_to=never)
    [lemon] = demo.events(post="With lemon.", by="ada", reply_to=root)
    return Talk(root, milk, never, always, lemon)


async def opened(story: Story) -> ThreadList:
    await story.select("How do you take your tea")
    await story.press("enter")
    rows = story.rows
    assert isinstance(rows, ThreadList)
    await story.until(lambda: not rows.thread.state.from_cache, "the thread is there")
    await story.until(lambda: list(rows.keys) == list(rows.rows()), "all of it is shown")
    await story.settle()
    return rows


async def test_branches_fold_one_by_one_and_all_at_once(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        rows = await opened(story)
        await story.press("j", "z")
        assert rows.cursor_key == talk.milk
        assert "Never with milk" not in story.shown
        assert "2 answers folded ∙ z shows them" in story.shown
        await story.press("minus")
        await story.until_shown("Nothing answers this post that is not folded.")
        await story.press("plus")
        assert "Never with milk" in story.shown
        await story.press("j", "j", "Z")
        assert rows.cursor_key == talk.milk, "what was selected is folded away: its branch is"
        assert "Never with milk" not in story.shown
        await story.press("Z", "G", "z")
        await story.until_shown("Nothing answers this post.")


async def test_folds_are_kept_until_the_next_visit(demo: DemoThread, home: Path) -> None:
    a_talk(demo)
    async with begin(demo, home) as story:
        await opened(story)
        await story.press("j", "z", "escape")
        await opened(story)
        await story.until_shown("2 answers folded")


async def test_one_goes_to_siblings_parent_and_the_beginning(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        rows = await opened(story)
        await story.press("j", "right_curly_bracket")
        assert rows.cursor_key == talk.lemon
        await story.press("right_curly_bracket")
        await story.until_shown("No further answer to the same post.")
        await story.press("left_curly_bracket")
        assert rows.cursor_key == talk.milk
        await story.press("j", "j", "circumflex_accent")
        assert rows.cursor_key == talk.never
        await story.press("circumflex_accent", "circumflex_accent")
        assert rows.cursor_key == talk.root
        await story.press("circumflex_accent")
        await story.until_shown("This is where the thread begins.")


async def test_keys_of_threads_say_elsewhere_where_they_work(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for key in ("z", "Z", "right_curly_bracket", "circumflex_accent"):
            await story.press(key)
            await story.until_shown("This works in a thread.")


async def test_what_came_since_is_marked_and_found_also_in_a_fold(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        await opened(story)
        await story.press("j", "z", "escape")
        [late] = demo.events(post="Only on Sundays.", by="ada", reply_to=talk.always)
        rows = await opened(story)
        await story.until(lambda: rows.thread.new_ids() == [late], "the late answer is there")
        await story.press("n")
        assert rows.cursor_key == late
        assert "Only on Sundays" in story.shown
        mark = story.main.look.glyphs.new
        assert mark in story.selected_row


async def test_the_deleted_keep_their_place(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        rows = await opened(story)
        story.session.store.delete_status(talk.never)
        await story.until_shown("This post was deleted.")
        assert "Always with milk" in story.shown
        await story.press("j", "j", "enter")
        await story.until_shown("There is no such post to open.")
        demo.events(delete=talk.root)
        story.session.store.delete_status(talk.root)
        await story.until(lambda: story.shown.count("This post was deleted.") == 2, "the opened post goes")
        await story.press("ctrl+r")
        await story.until(lambda: rows.thread.state.error, "the server knows nothing of it")
        assert "Always with milk" in story.shown
        assert "Enter tries again" not in story.shown, "nothing that is gone comes back"


async def test_the_muted_are_covered_until_one_looks(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        await opened(story)
        lemon = story.session.store.status(talk.lemon)
        assert lemon is not None
        story.session.relations.mute(lemon.account.id)
        await story.until(lambda: story.shown.count("whom you muted") == 3, "three posts are covered")
        assert "With lemon." not in story.shown
        assert "Never with milk!" in story.shown
        await story.press("G", "x")
        await story.until_shown("With lemon.")
        await story.press("x")
        await story.until(lambda: "With lemon." not in story.shown, "it is covered again")
        assert story.session.notices.undo()
        await story.until(lambda: "whom you muted" not in story.shown, "all is back")
        await story.carried_out()


async def test_replies_that_a_filter_hides_or_covers_are_one_line(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        await opened(story)
        store = story.session.store
        for reply_id, action in ((talk.milk, "hide"), (talk.lemon, "warn")):
            reply = store.status(reply_id)
            assert reply is not None
            found = Filter(id="1", title=f"{action} it", context=["thread"], filter_action=action)
            store.put_statuses([replace(reply, filtered=[FilterResult(filter=found)])])
        await story.until_shown("Filtered: hide it", "Filtered: warn it", "Never with milk!")
        assert "With milk, of course." not in story.shown
        await story.press("j", "x")
        await story.until_shown("With milk, of course.")
        assert "With lemon." not in story.shown


async def test_replies_stand_as_a_tree_or_as_they_were_written(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        rows = await opened(story)
        await story.press("w")
        await story.until_shown("View of this thread", "timeline.thread_order")
        await story.press("w")
        await story.until_shown("to @grace")
        ids = [row.status_id for row in rows.thread.rows]
        assert ids == [talk.root, talk.milk, talk.never, talk.always, talk.lemon]
        await story.press("z")
        await story.until_shown("have no branches: w brings the tree back.")
        await story.press("j", "right_curly_bracket")
        assert rows.cursor_key == talk.lemon
        await story.press("left_curly_bracket", "j", "j", "circumflex_accent", "circumflex_accent")
        assert rows.cursor_key == talk.milk, "what is answered is gone to, not what stands above"
        await story.press("escape")
        rows = await opened(story)
        assert rows.thread.order == "time", "it is remembered"
        story.main.dispatcher.run("thread.order")
        await story.until_shown("Replies stand as a tree.")


async def test_the_settings_say_how_replies_stand(demo: DemoThread, home: Path) -> None:
    a_talk(demo)
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = Settings(timeline=Timeline(thread_order="time"))
    async with begin(demo, home, desk=desk) as story:
        rows = await opened(story)
        assert rows.thread.order == "time"


async def test_replies_deeper_than_guides_can_show_name_whom_they_answer(demo: DemoThread, home: Path) -> None:
    [root] = demo.events(post="How do you take your tea, everyone?", by="grace")
    last = root
    for number in range(1, 16):
        [last] = demo.events(post=f"Answer {number}", by="ada" if number % 2 else "grace", reply_to=last)
    async with begin(demo, home, size=(60, 30)) as story:
        await opened(story)
        await story.press("j")
        assert "to @" not in story.selected_row
        await story.press("G")
        assert "to @grace" in story.selected_row
        assert max(len(line) - len(line.lstrip()) for line in story.selected_row.splitlines()) <= 60 - 40


async def test_enter_on_an_answer_that_is_not_sent_leads_to_the_outbox(demo: DemoThread, home: Path) -> None:
    talk = a_talk(demo)
    async with begin(demo, home) as story:
        rows = await opened(story)
        demo.fault("/api/v1/statuses$", "status", status=422, method="POST")
        lemon = story.session.store.status(talk.lemon)
        assert lemon is not None
        draft = story.session.drafts.reply_to(lemon)
        story.session.outbox.send(replace(draft, text="@ada With honey."))
        await story.until_shown("With honey.", "not sent")
        await story.press("G", "enter")
        await story.until(lambda: story.rows.place == Place.OUTBOX, "the outbox")
        await story.until(lambda: "With honey." in story.selected_row, "the answer is selected")
        await story.press("escape")
        assert story.rows is rows


async def test_replies_that_the_server_fetches_from_others_are_offered_and_nothing_jumps(home: Path) -> None:
    with DemoThread() as demo:
        demo.switch(refresh_replies=3, refresh_asks=1)
        [root] = demo.events(post="How do you take your tea, everyone?", by="alan@bletchley.example")
        demo.events(post="With milk, of course.", by="ada", reply_to=root)
        desk = Desk(home / "config", demo.url, demo.token)
        async with begin(demo, home, desk=desk) as story:
            await opened(story)
            before = story.rows.reading_place()
            words = "3 more replies have come from other servers. Enter shows what is new."

            def later() -> bool:
                desk.clock.advance(0.2)
                return words in story.shown

            await story.until(later, "the offer")
            assert story.rows.reading_place() == before
            await story.press("G", "enter")
            await story.until(lambda: len(story.rows.keys) == 5, "the replies are there")
            await story.until(lambda: "more replies" not in story.shown, "and nothing is offered")


async def test_a_thread_is_copied_and_saved_as_markdown(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    a_talk(demo)
    async with begin(demo, home) as story:
        await opened(story)
        story.main.dispatcher.run("thread.copy")
        await story.until(lambda: ">> Never with milk!" in story.app.clipboard, "the thread is copied")
        path = tmp_path / "tea.md"
        for outcome in ("Saved: ", "Not saved: "):
            story.main.dispatcher.run("thread.save")
            await story.until_screen(AskLine)
            story.app.screen.query_one(Input).value = str(path)
            await story.press("enter")
            await story.until_shown(outcome)
        text = path.read_text(encoding="utf-8")
        assert text.index("How do you take") < text.index("> With milk") < text.index(">>> Always")
