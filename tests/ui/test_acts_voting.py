"""Voting where the poll stands: by digits, by arrows, by mouse; counted only when the server says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.quiet import calm
from tests.ui.acts import calls, click_on, found, read
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.status import Poll
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.voting import VotingScreen


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A server of its own for each story: nobody votes twice."""
    with DemoThread() as demo:
        yield demo


def poll_of(story: Story, status_id: str) -> Poll:
    status = story.session.store.status(status_id)
    assert status is not None
    assert status.poll is not None
    return status.poll


async def test_one_answer_by_its_digit(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    async with begin(demo, home) as story:
        await read(story, fog)
        await story.press("P")
        await story.until_screen(VotingScreen)
        await story.until_shown("( ) It is alive", "Enter", "leave")
        await story.press("1")
        await story.until_shown("(✓) It is alive")
        await story.press("2")
        await story.until_shown("( ) It is alive", "(✓) It is not")
        assert poll_of(story, fog).voted is False
        await story.press("enter")
        await story.until_shown("Voted.")
        await story.until_screen(MainScreen)
        assert poll_of(story, fog).own_votes == [1]
        await story.press("P")
        await story.until_shown("You have voted here already.")
        assert calls(demo, "/votes") == 1


async def test_several_answers_by_arrows_and_space(demo: DemoThread, home: Path) -> None:
    result = found(demo, "polly", "Would you look at the result")["id"]
    async with begin(demo, home) as story:
        await read(story, result)
        await story.press("P")
        await story.until_screen(VotingScreen)
        await story.press("space", "down", "space")
        await story.until_shown("[✓] Yes", "[✓] No")
        await story.press("k", "space")
        await story.until_shown("[ ] Yes", "[✓] No")
        await story.press("1", "enter")
        await story.until_shown("Voted.")
        assert poll_of(story, result).own_votes == [0, 1]


async def test_nothing_is_sent_without_a_mark_and_esc_leaves(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    async with begin(demo, home) as story:
        await read(story, fog)
        await story.press("P", "enter")
        await story.until_shown("Mark an answer first")
        await story.press("7")
        await story.until_shown("This poll has 3 answers.")
        await story.press("escape")
        await story.until_screen(MainScreen)
        await story.until(lambda: "( )" not in story.selected_row or "Enter" not in story.selected_row)
        assert calls(demo, "/votes") == 0


async def test_an_answer_is_clicked(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    async with begin(demo, home) as story:
        await read(story, fog)
        await click_on(story, "Ask it")
        await story.until_screen(VotingScreen)
        await story.until_shown("(✓) Ask it")
        await click_on(story, "It is not")
        await story.until_shown("( ) Ask it", "(✓) It is not")
        await click_on(story, "Polly Nomial")
        await story.until_screen(MainScreen)
        assert calls(demo, "/votes") == 0


@pytest.mark.parametrize(
    ("acct", "words", "reason"),
    [
        ("polly", "How many times did you count the sheep", "This poll is over."),
        ("claude@juggling.example", "What should I build next", "You have voted here already."),
        ("grace", "They put my nanosecond", "There is no poll in this post."),
    ],
)
async def test_why_not(demo: DemoThread, home: Path, acct: str, words: str, reason: str) -> None:
    async with begin(demo, home) as story:
        await read(story, found(demo, acct, words)["id"])
        await story.press("P")
        await story.until_shown(reason)
        assert isinstance(story.app.screen, MainScreen)


async def test_nobody_votes_in_a_poll_of_their_own(demo: DemoThread, home: Path) -> None:
    poll = {"id": "1", "options": [{"title": "Yes"}, {"title": "No"}], "voted": False}
    mine = demo.events(raw_status={"poll": poll, "content": "<p>Do you?</p>"}, by="you")[0]
    async with begin(demo, home) as story:
        await read(story, mine)
        await story.press("P")
        await story.until_shown("This is your own poll.")


async def test_a_poll_under_a_warning_is_opened_first(demo: DemoThread, home: Path) -> None:
    poll = {"id": "1", "options": [{"title": "Yes"}, {"title": "No"}], "voted": False}
    covered = demo.events(raw_status={"poll": poll, "spoiler_text": "a secret ballot"}, by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, covered)
        await story.press("P")
        await story.until_shown("The poll is covered: x shows it.")
        await story.press("x", "P")
        await story.until_shown("1 ( ) Yes")


async def test_a_refused_vote_counts_nothing(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    demo.fault("/votes", "status", status=422, body='{"error": "Too late"}')
    async with begin(demo, home) as story:
        await read(story, fog)
        await story.press("P", "1", "enter")
        await story.until_shown("Your vote was not counted.", "Too late.")
        assert poll_of(story, fog).voted is False


async def test_a_vote_whose_answer_was_lost_is_looked_up(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    demo.fault("/votes", "drop_after")
    async with begin(demo, home) as story:
        await read(story, fog)
        await story.press("P", "1", "enter")
        await story.until_shown("Your vote is counted, though the answer was lost.")
        assert poll_of(story, fog).own_votes == [0]
        assert calls(demo, "/votes") == 1


async def test_a_vote_that_nobody_answers_stays_uncertain(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    async with begin(demo, home) as story:
        await read(story, fog)
        await calm(story)  # what is still asked for would tell of the vote
        demo.fault("/polls/", "drop_after", count=-1)
        await story.press("P", "1", "enter")
        await story.until_shown("It is not certain that your vote was counted.")
        assert poll_of(story, fog).voted is False


async def test_a_post_that_goes_while_one_votes(demo: DemoThread, home: Path) -> None:
    fog = found(demo, "polly", "Is the fog in the harbour alive")["id"]
    async with begin(demo, home) as story:
        await read(story, fog)
        await story.press("P")
        await story.until_screen(VotingScreen)
        story.session.store.delete_status(fog)
        await story.press("1")
        await story.until_screen(MainScreen)
        await story.until_shown("This post is not here any more.")
