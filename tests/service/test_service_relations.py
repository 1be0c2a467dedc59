"""Acts on people: what is sent, what is believed meanwhile, and what the server's answers change about it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.support.session import Desk, until, until_after
from tootui.cache.drafts import Mutation
from tootui.model.account import Account, Relationship
from tootui.service.session import Session

PERSON = "7"
GRACE = Account(id=PERSON, username="grace", acct="grace@navy.example")


class OnePerson(ScriptedServer):
    """Keeps how @you and one person relate."""

    def __init__(self) -> None:
        super().__init__(self._reply)
        self.relationship: dict[str, object] = {"following": False, "muting": False, "blocking": False, "note": ""}
        self.refuses: Reply | None = None
        """The next answer to what is to be changed, instead of doing it."""
        self.next_told: list[Reply] = []
        """Answers to the next questions how one relates."""

    @property
    def orders(self) -> list[tuple[str, object]]:
        """What was asked to be changed, with its body."""
        return [
            (asked.path.rpartition("/")[2], json.loads(asked.body) if asked.body else None)
            for asked in self.asked
            if asked.method != "GET"
        ]

    @property
    def questions(self) -> int:
        """How often it was asked how one relates."""
        return sum(asked.path.endswith("/relationships") for asked in self.asked)

    def _reply(self, asked: Asked) -> Reply:
        if asked.method != "GET" and self.refuses is not None:
            refusal, self.refuses = self.refuses, None
            return refusal
        verb = asked.path.rpartition("/")[2]
        told = {"id": PERSON, **self.relationship}
        if verb == "relationships":
            return self.next_told.pop(0) if self.next_told else json_reply([told])
        changes: dict[str, dict[str, object]] = {
            "follow": {"following": True},
            "unfollow": {"following": False},
            "mute": {"muting": True},
            "unmute": {"muting": False},
            "block": {"blocking": True, "following": False},
            "note": {"note": json.loads(asked.body or b"{}").get("comment", "")},
            "domain_blocks": {},
        }
        if verb not in changes or asked.method == "GET":
            return json_reply({"error": "Record not found"}, 404)
        self.relationship |= changes[verb]
        return json_reply({} if verb == "domain_blocks" else {"id": PERSON, **self.relationship})


@asynccontextmanager
async def signed_in(home: Path, server: OnePerson, *, knows: bool = True) -> AsyncIterator[tuple[Desk, Session]]:
    desk = Desk(home / "config", server.url, "token", account_id="1")
    async with desk.session() as session:
        session.store.put_accounts([GRACE])
        if knows:
            session.store.put_relationships([Relationship(id=PERSON, following=False, muting=False, blocking=False)])
        yield desk, session


def kept(desk: Desk) -> list[Mutation]:
    with desk.words() as words:
        return words.mutations()


def seen(session: Session) -> Relationship:
    return session.relations.of(PERSON) or Relationship(id=PERSON)


async def test_how_one_mutes_and_follows_goes_along(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.relations.mute(PERSON, seconds=3600, notifications=False)
        await until(lambda: not kept(desk) and server.orders, "it is done")
        session.relations.follow(PERSON, reblogs=False, notify=True, languages=("de",))
        assert (seen(session).showing_reblogs, seen(session).notifying, seen(session).languages) == (
            False,
            True,
            ["de"],
        )
        await until(lambda: len(server.orders) == 2 and not kept(desk), "it is done")
        assert server.orders == [
            ("mute", {"notifications": False, "duration": 3600}),
            ("follow", {"reblogs": False, "notify": True, "languages": ["de"]}),
        ]


async def test_muted_again_it_is_with_notifications_or_without_as_before(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.relationship |= {"muting": True, "muting_notifications": False}
        session.store.put_relationships([Relationship(id=PERSON, muting=True, muting_notifications=False)])
        session.relations.unmute(PERSON)
        await until(lambda: server.orders and not kept(desk), "unmuted")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 2, "and muted again")
        assert server.orders[-1] == ("mute", {"notifications": False, "duration": 0})


async def test_another_wish_about_the_mute_is_sent_though_somebody_is_muted_already(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        answered = asyncio.Event()
        server.refuses = Reply(waits_for=answered)
        session.relations.mute(PERSON, seconds=60)
        await until(lambda: server.orders, "under way")
        session.relations.mute(PERSON, seconds=7200)
        answered.set()
        await until(lambda: len(server.orders) >= 2 and not kept(desk), "both are done")
        assert server.orders[-1] == ("mute", {"notifications": True, "duration": 7200})
        session.relations.mute(PERSON)
        await until(lambda: server.orders[-1] == ("mute", {"notifications": True, "duration": 0}), "and until further")
        await until(lambda: not kept(desk), "it is done")


async def test_when_a_mute_is_over_it_is_seen(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.relations.mute(PERSON, seconds=1800)
        await until(lambda: server.orders and not kept(desk), "it is done")
        server.relationship["muting"] = False
        desk.clock.advance(1700)
        assert seen(session).muting is True
        await until_after(desk.clock, lambda: seen(session).muting is False, step=60)
        assert server.questions == 1


async def test_undone_one_follows_as_before(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.relationship |= {"following": True, "showing_reblogs": False, "notifying": True, "languages": ["de"]}
        session.store.put_relationships(
            [Relationship(id=PERSON, following=True, showing_reblogs=False, notifying=True, languages=["de"])]
        )
        session.relations.unfollow(PERSON)
        await until(lambda: server.orders and not kept(desk), "unfollowed")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 2, "followed again")
        assert server.orders[1] == ("follow", {"reblogs": False, "notify": True, "languages": ["de"]})
        assert desk.said == ["You follow @grace@navy.example no longer", "You follow @grace@navy.example"]


async def test_nothing_is_asked_twice_while_one_waits_for_the_answer(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server, knows=False) as (_, session):
        done: list[int] = []
        session.relations.relate(PERSON)
        session.relations.relate(PERSON, lambda: done.append(1))
        session.relations.relate(PERSON, lambda: done.append(2))
        await until(lambda: done == [1, 2], "both go on")
        assert server.questions == 1


async def test_where_it_cannot_be_known_nothing_is_done_and_that_is_said(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server, knows=False) as (desk, session):
        server.next_told = [json_reply({"error": "Broken"}, 500)]
        done: list[int] = []
        session.relations.relate(PERSON, lambda: done.append(1))
        await until(lambda: desk.said, "it is said")
        assert "so nothing was done" in desk.said[0]
        assert not done


async def test_what_is_told_meanwhile_is_believed_rather_than_the_disk(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (_, session):
        session.store.put_relationships([Relationship(id=PERSON, muting=True)])
    async with OnePerson() as server, signed_in(home, server, knows=False) as (_, session):
        server.next_told = [json_reply({"error": "Broken"}, 500)]
        done: list[int] = []
        session.relations.relate(PERSON, lambda: done.append(1))
        session.store.put_relationships([Relationship(id=PERSON, muting=False)])  # as a list of people asks it
        await until(lambda: done, "it goes on")
        assert server.questions == 1
        assert seen(session).muting is False


async def test_an_answer_that_is_older_than_what_was_done_does_not_stay(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        old = {"id": PERSON, "following": False, "muting": False, "blocking": False}
        session.relations.mute(PERSON)
        await until(lambda: server.orders and not kept(desk), "it is done")
        session.store.put_relationships([Relationship(**old)])  # type: ignore[arg-type]  # as it came in
        await until(lambda: seen(session).muting is True, "the server was asked again")
        assert server.questions == 1


async def test_a_server_that_goes_on_telling_otherwise_is_asked_once(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.relations.follow(PERSON)
        await until(lambda: server.orders and not kept(desk), "it is done")
        server.relationship["following"] = False  # it may take it a while
        for _ in range(3):
            session.store.put_relationships([Relationship(id=PERSON, following=False)])
            session.store.put_relationships([Relationship(id=PERSON, following=True)])
        await until(lambda: server.questions == 1 and seen(session).following is False, "it is believed")
        assert server.questions == 1


async def test_an_answer_from_before_a_change_does_not_bring_back_how_it_was(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.relationship |= {"note": "old words", "muting": True, "muting_notifications": True}
        before = Relationship(id=PERSON, note="old words", muting=True, muting_notifications=True)
        session.store.put_relationships([before])
        session.relations.notes.keep(PERSON, "new words")
        await until(lambda: len(server.orders) == 1 and not kept(desk), "noted")
        server.relationship["muting_notifications"] = False
        session.relations.mute(PERSON, notifications=False)
        await until(lambda: len(server.orders) == 2 and not kept(desk), "muted otherwise")
        session.store.put_relationships([before])
        await until(lambda: seen(session).note == "new words", "it is asked for once more")
        await until(lambda: seen(session).muting_notifications is False, "both are as they were wished")


async def test_a_note_waits_and_its_words_are_sent_as_they_were_last(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.refuses = Reply(drops=True)
        session.relations.notes.keep(PERSON, "first words")
        await until(lambda: any("Note waits" in said for said in desk.said), "it waits")
        session.relations.notes.keep(PERSON, "better words")
        assert seen(session).note == "better words"
        await until_after(desk.clock, lambda: server.relationship["note"] == "better words", step=5)
        await until(lambda: not kept(desk), "it is done")
        assert session.relations.notes.unfinished(PERSON) is None


async def test_a_note_that_is_opened_and_left_while_it_waits_keeps_its_words(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        notes = session.relations.notes
        server.refuses = Reply(drops=True)
        notes.keep(PERSON, "new words")
        await until(lambda: any("Note waits" in said for said in desk.said), "it waits")
        notes.discard(PERSON)  # as one leaves them as they were
        server.refuses = json_reply({"error": "Too long"}, 422)
        await until_after(desk.clock, lambda: any("Its words are kept" in said for said in desk.said), step=5)
        assert notes.unfinished(PERSON) == "new words"
        notes.discard(PERSON)
        assert notes.unfinished(PERSON) is None


async def test_a_note_that_arrives_at_the_next_start_before_one_looks_at_people_is_known_to_be_there(
    home: Path,
) -> None:
    async with OnePerson() as server:
        async with signed_in(home, server) as (desk, session):
            server.refuses = Reply(drops=True)
            session.relations.notes.keep(PERSON, "a cat")
            await until(lambda: any("Note waits" in said for said in desk.said), "it waits")
        async with signed_in(home, server, knows=False) as (desk, session):
            await until_after(desk.clock, lambda: server.relationship["note"] == "a cat", step=5)
            await until(lambda: not kept(desk), "it is done")
            assert session.relations.notes.unfinished(PERSON) is None


async def test_a_note_that_was_refused_the_second_time_is_not_taken_for_kept(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.store.put_relationships([Relationship(id=PERSON, note="old words")])
        server.relationship["note"] = "old words"
        server.refuses = Reply(drops=True)
        session.relations.notes.keep(PERSON, "new words")
        await until(lambda: any("Note waits" in said for said in desk.said), "it waits")
        server.refuses = json_reply({"error": "Too long"}, 422)
        await until_after(desk.clock, lambda: any("Its words are kept" in said for said in desk.said), step=5)
        assert session.relations.notes.unfinished(PERSON) == "new words"
        assert seen(session).note == "old words"


@pytest.mark.parametrize(
    ("verb", "relationship", "reason"),
    [
        ("follow", {"blocked_by": True}, "@grace@navy.example has blocked you."),
        ("follow", {"domain_blocking": True}, "You block the server of @grace@navy.example. Unblock it first."),
        ("follow", {"following": True, "blocked_by": True}, None),
        ("lists", {"requested": True}, "@grace@navy.example has not let you follow yet."),
        ("lists", {"following": False}, "Lists hold only people you follow."),
        ("endorse", {"following": False}, "Your profile can feature only people you follow."),
        ("endorse", {"endorsed": True, "following": False}, None),
        ("remove_follower", {"followed_by": False}, "@grace@navy.example does not follow you."),
        ("message", {"blocked_by": True}, "@grace@navy.example has blocked you."),
        ("block_server", {}, None),
        ("mute", {}, None),
    ],
)
async def test_why_something_cannot_be_done(
    home: Path, verb: str, relationship: dict[str, bool], reason: str | None
) -> None:
    async with OnePerson() as server, signed_in(home, server) as (_, session):
        session.store.put_relationships([Relationship(id=PERSON, **relationship)])  # type: ignore[arg-type]  # as it comes in
        told = session.relations.why_not(verb, PERSON)
        assert told is None if reason is None else told is not None and told.startswith(reason)
        assert session.relations.why_not(verb, "1") == "That is you."
