"""What a quoted post shows, wherever the post that quotes it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.support.session import read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.model.status import Status


async def test_a_boosted_post_shows_what_it_quotes(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        while not boosted_quotes(story):
            count = len(story.home.timeline.rows)
            await story.press("G")
            await story.until(partial(is_longer, story, count), "older posts")
        boost = boosted_quotes(story)[0]
        quoting = story.session.store.status(boost.inner.id)
        assert quoting is not None
        assert quoting.quote is not None
        assert quoting.quote.quoted_status is not None
        await story.until(lambda: story.rows.go_to(boost.id), "the boost is in the list")
        await story.pilot.pause()
        assert quoting.quote.quoted_status.account.name in story.selected_row
        assert "open it to read" not in story.selected_row


async def test_the_posts_that_quote_one_are_a_place(demo: DemoThread, tmp_path: Path) -> None:
    quoted = demo.events(post="Quote me on that.", by="grace")[0]
    demo.events(post="She said it.", quote=quoted, by="ada")
    async with begin(demo, tmp_path) as story:
        await story.until(lambda: story.rows.go_to(quoted), "the quoted post")
        story.main.dispatcher.run("status.quotes")
        await story.until(lambda: story.rows.place == Place.quotes(quoted))
        await story.until_shown("Quotes of a post", "She said it.")
        await story.press("escape")
        assert story.rows.cursor_key == quoted


def is_longer(story: Story, count: int) -> bool:
    """Whether home holds more than so many rows."""
    return len(story.home.timeline.rows) > count


def boosted_quotes(story: Story) -> list[Status]:
    """The boosts at home of posts that quote another."""
    rows = (story.session.store.status(row) for row in story.home.timeline.rows if isinstance(row, str))
    return [row for row in rows if row is not None and row.reblog is not None and row.reblog.quote is not None]


async def test_what_somebody_muted_wrote_is_covered_where_it_is_quoted(demo: DemoThread, tmp_path: Path) -> None:
    polly = read_json(demo.url, "/api/v1/accounts/lookup?acct=polly", demo.token)["id"]
    async with begin(demo, tmp_path) as story:
        await story.select("Spaces between the notes")
        assert "Settle it before supper" in story.selected_row
        story.session.relations.mute(polly)
        await story.until(lambda: "by somebody you mute" in story.selected_row, "it is covered")
        assert "Settle it before supper" not in story.selected_row
        await story.press("x")
        await story.until(lambda: "Settle it before supper" in story.selected_row, "one may look all the same")
        await story.press("x", "u")
        await story.until(lambda: "Settle it before supper" in story.selected_row, "as it was")
        await story.until(lambda: "somebody you mute" not in story.shown, "on the screen too")
        await story.carried_out()
