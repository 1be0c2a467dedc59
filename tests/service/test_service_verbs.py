"""Pinning, muting, following, blocking, voting: each as it goes to the server, and what is believed meanwhile."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.support.session import Desk, until, until_after
from tootui.cache.drafts import Mutation
from tootui.cache.words import Words
from tootui.model.account import Account, Relationship
from tootui.model.status import Poll, PollOption, Status
from tootui.service.session import Session

MINE = "1"
POST, PERSON = "42", "7"
FLAGS = {
    "pin": "pinned",
    "mute_conversation": "muted",
    "follow": "following",
    "mute": "muting",
    "block": "blocking",
}
TOLD = {
    "pin": ["Pinned to your profile", "No longer pinned"],
    "mute_conversation": [
        "You are told nothing more of this conversation",
        "You are told of this conversation again",
    ],
    "follow": ["You follow @grace", "You follow @grace no longer"],
    "mute": ["@grace muted", "@grace unmuted"],
    "block": ["@grace blocked", "@grace unblocked"],
}
"""What is said."""
SOMEBODY = Account(id=PERSON, username="grace", acct="grace")


def post(**changes: object) -> Status:
    author = Account(id=MINE, username="you", acct="you", url="https://demo.example/@you")
    fields = {"id": POST, "account": author, "content": "<p>Hello</p>", "visibility": "public"} | changes
    return Status(created_at=datetime(2026, 6, 12, tzinfo=UTC), **fields)  # type: ignore[arg-type]  # tests' own


class SmallServer(ScriptedServer):
    """Keeps the switches of one post and one account, and a poll."""

    def __init__(self) -> None:
        super().__init__(self._reply)
        self.status: dict[str, object] = {}
        self.relationship: dict[str, object] = {"following": False, "muting": False, "blocking": False}
        self.votes: list[str] = []
        self.refuses: Reply | None = None
        """The next answer to a POST, instead of doing what it asks."""
        self.goes_on_refusing = False
        self.hides: Reply | None = None
        """The next answer to a POST, after doing what it asks."""

    @property
    def orders(self) -> list[str]:
        """What was asked to be changed."""
        return [asked.path.removeprefix("/api/v1/") for asked in self.asked if asked.method == "POST"]

    def _reply(self, asked: Asked) -> Reply:
        if asked.method == "POST" and self.refuses is not None:
            refusal = self.refuses
            self.refuses = refusal if self.goes_on_refusing else None
            return refusal
        _, _, _, kind, *rest = asked.path.split("/")
        answer = self._answer(kind, rest[-1], asked)
        if asked.method == "POST" and self.hides is not None:
            hidden, self.hides = self.hides, None
            return hidden
        return answer

    def _answer(self, kind: str, verb: str, asked: Asked) -> Reply:
        on = not verb.startswith("un")
        match kind, verb.removeprefix("un"):
            case "statuses", ("pin" | "mute") as name:
                self.status["pinned" if name == "pin" else "muted"] = on
                return json_reply(self._status())
            case "statuses", _:
                return json_reply(self._status())
            case "accounts", ("follow" | "mute" | "block") as name:
                self.relationship[FLAGS[name]] = on
                return json_reply({"id": PERSON, **self.relationship})
            case "accounts", "relationships":
                return json_reply([{"id": PERSON, **self.relationship}])
            case "polls", "votes":
                self.votes.append(asked.body.decode())
                return json_reply({"id": "9", "voted": True, "own_votes": [1], "votes_count": 1})
        return json_reply({"error": "Record not found"}, 404)

    def _status(self) -> dict[str, object]:
        author = {"id": MINE, "username": "you", "acct": "you"}
        return {"id": POST, "created_at": "2026-06-12T00:00:00Z", "account": author, "content": "", **self.status}


@asynccontextmanager
async def signed_in(home: Path, server: SmallServer) -> AsyncIterator[tuple[Desk, Session]]:
    """A session that knows one own post and one account."""
    desk = Desk(home / "config", server.url, "token", account_id=MINE)
    async with desk.session() as session:
        session.store.put_statuses([post()])
        session.store.put_accounts([SOMEBODY])
        session.store.put_relationships([Relationship(id=PERSON, following=False, muting=False, blocking=False)])
        yield desk, session


def is_on(session: Session, verb: str) -> bool:
    """What is shown."""
    entity = session.store.status(POST) if verb in ("pin", "mute_conversation") else session.store.relationship(PERSON)
    return getattr(entity, FLAGS[verb]) is True


def act(session: Session, verb: str) -> None:
    if verb in ("pin", "mute_conversation"):
        getattr(session.actions, verb)(POST)
    else:
        getattr(session.relations, f"un{verb}" if is_on(session, verb) else verb)(PERSON)


def kept_wishes(desk: Desk) -> list[Mutation]:
    """What another process finds on disk."""
    words = Words.open(desk.words_path)
    try:
        return words.mutations()
    finally:
        words.close()


@pytest.mark.parametrize(
    ("verb", "orders"),
    [
        ("pin", ["statuses/42/pin", "statuses/42/unpin"]),
        ("mute_conversation", ["statuses/42/mute", "statuses/42/unmute"]),
        ("follow", ["accounts/7/follow", "accounts/7/unfollow"]),
        ("mute", ["accounts/7/mute", "accounts/7/unmute"]),
        ("block", ["accounts/7/block", "accounts/7/unblock"]),
    ],
)
async def test_each_is_shown_at_once_and_switched_on_and_off(home: Path, verb: str, orders: list[str]) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        act(session, verb)
        assert is_on(session, verb)
        await until(lambda: server.orders == orders[:1])
        await until(lambda: not kept_wishes(desk), "it is done")
        assert is_on(session, verb)
        act(session, verb)
        assert not is_on(session, verb)
        await until(lambda: server.orders == orders)
        await until(lambda: not kept_wishes(desk), "it is done")
        assert not is_on(session, verb)
        assert desk.said == TOLD.get(verb, [])


@pytest.mark.parametrize("verb", list(FLAGS))
async def test_each_goes_back_alone_when_it_is_refused(home: Path, verb: str) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        server.refuses = json_reply({"error": "Not this one"}, 422)
        act(session, verb)
        await until(lambda: any("refused. " in words for words in desk.said), "the refusal")
        assert "Not this one" in desk.said[-1]
        assert not is_on(session, verb)
        await until(lambda: not kept_wishes(desk), "it is forgotten")


async def test_a_wish_is_on_disk_before_it_is_sent(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        answered = asyncio.Event()
        server.hides = Reply(waits_for=answered)
        session.relations.follow(PERSON)
        await until(lambda: server.orders, "it is under way")
        [wish] = kept_wishes(desk)
        assert (wish.kind, wish.id, wish.verb, wish.wanted) == ("relationship", PERSON, "follow", True)
        answered.set()


@pytest.mark.parametrize("had_worked", [True, False])
async def test_what_was_under_way_when_the_program_was_killed_is_done_by_the_next_one(
    home: Path, had_worked: bool
) -> None:
    async with SmallServer() as server:
        desk = Desk(home / "config", server.url, "token", account_id=MINE)
        desk.words_path.parent.mkdir(parents=True)
        words = Words.open(desk.words_path)
        words.save_mutation(Mutation(kind="status", id=POST, verb="pin", wanted=True, attempts=0))
        words.close()
        if had_worked:  # and this server does not pin twice
            server.status["pinned"] = True
            server.refuses = json_reply({"error": "Pinned already"}, 422)
        async with desk.session() as session:
            session.store.put_statuses([post()])
            await until(lambda: not kept_wishes(desk), "it is done")
            assert is_on(session, "pin")
        assert server.orders == ["statuses/42/pin"]
        assert server.status["pinned"] is True
        assert desk.said == []


async def test_of_two_programs_one_does_what_the_last_one_left(home: Path) -> None:
    async with SmallServer() as server:
        desk = Desk(home / "config", server.url, "token", account_id=MINE)
        words = Words.open(desk.words_path)
        words.save_mutation(Mutation(kind="status", id=POST, verb="pin", wanted=True))
        server.refuses, server.goes_on_refusing = Reply(drops=True), True
        async with desk.session() as session:
            session.store.put_statuses([post()])
            await until(lambda: desk.said, "it waits")
            assert is_on(session, "pin")
            words.save_mutation(Mutation(kind="status", id=POST, verb="pin", wanted=False))
            await until_after(desk.clock, lambda: not is_on(session, "pin"), step=5)
        assert set(server.orders) == {"statuses/42/pin"}
        assert [wish.wanted for wish in words.mutations()] == [False]
        words.close()


async def test_what_cannot_get_through_is_sent_when_the_server_is_back(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        server.refuses = Reply(drops=True)
        session.relations.mute(PERSON)
        await until(lambda: desk.said, "it waits")
        assert desk.said[0] == "@grace muted"
        await until(lambda: "Mute waits: the server cannot be reached. It is sent" in desk.said[-1])
        assert is_on(session, "mute")
        await until_after(desk.clock, lambda: server.relationship["muting"], step=5)
        await until(lambda: not kept_wishes(desk), "it is done")
        assert is_on(session, "mute")


async def test_blocking_shows_that_nobody_follows_any_more(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (_, session):
        session.store.put_relationships([Relationship(id=PERSON, following=True, followed_by=True, blocking=False)])
        session.relations.block(PERSON)
        seen = session.store.relationship(PERSON)
        assert seen is not None
        assert (seen.blocking, seen.following, seen.followed_by) == (True, False, False)


OPEN = Poll(id="9", options=[PollOption(title="tea"), PollOption(title="coffee")])


async def test_a_vote_is_cast_once(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        session.store.put_statuses([post(poll=OPEN, account=SOMEBODY)])
        session.actions.vote(POST, [1])
        session.actions.vote(POST, [0])
        await until(lambda: desk.said == ["Your vote is on its way.", "Voted."])
        assert len(server.votes) == 1
        assert json.loads(server.votes[0]) == {"choices": [1]}
        assert session.actions.why_not("vote", POST) == "You have voted here already."


async def test_a_vote_without_an_answer_is_not_cast_again(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        session.store.put_statuses([post(poll=OPEN, account=SOMEBODY)])
        server.hides = Reply(drops=True)
        session.actions.vote(POST, [1])
        await until(lambda: desk.said, "it is told")
        assert desk.said[0].startswith("It is not certain that your vote was counted.")
        desk.clock.advance(600)
        assert len(server.votes) == 1


async def test_where_one_cannot_vote_it_is_said_why(home: Path) -> None:
    async with SmallServer() as server, signed_in(home, server) as (desk, session):
        assert session.actions.why_not("vote", POST) == "There is no poll in this post."
        session.store.put_statuses([post(poll=Poll(id="9", expired=True))])
        session.actions.vote(POST, [0])
        assert desk.said == ["This poll is over."]
        assert server.votes == []
