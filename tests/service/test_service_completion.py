"""What is offered for a word: known people at once, the server's after a rest, nothing for every key."""

from __future__ import annotations

import logging
from functools import partial

import pytest

from tests.support.session import Desk, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.account import Account, Relationship
from tootui.service.completion import SECONDS_OF_REST, Completion
from tootui.service.session import Session
from tootui.text.completing import TypedWord


def _mention(words: str) -> TypedWord:
    return TypedWord("mention", 0, words)


def _begun(session: Session) -> Completion:
    completion = session.enquiries.completion
    completion.begin()
    return completion


def _texts(completion: Completion, word: TypedWord, first: tuple[str, ...] = ()) -> list[str]:
    return [offer.text for offer in completion.find(word, first=first)]


async def test_people_of_the_posts_at_hand_are_found_by_name_and_address(desk: Desk) -> None:
    async with desk.at_home() as session:
        completion = _begun(session)

        assert _texts(completion, _mention("gra"))[0] == "@grace"
        assert _texts(completion, _mention("hopp")) == ["@grace"]
        assert _texts(completion, _mention("GRA"))[0] == "@grace"
        assert _texts(completion, _mention("")) == []
        assert _texts(completion, _mention("nobody-at-all")) == []


async def test_who_takes_part_comes_first(desk: Desk) -> None:
    async with desk.at_home() as session:
        completion = _begun(session)

        assert _texts(completion, _mention("a"), ("alan@bletchley.example",))[0] == "@alan@bletchley.example"
        assert _texts(completion, _mention(""), ("grace", "alan@bletchley.example")) == [
            "@grace",
            "@alan@bletchley.example",
        ]


async def test_people_of_the_cache_are_found_in_the_next_session(desk: Desk) -> None:
    async with desk.at_home():
        pass
    async with desk.session() as session:
        completion = session.enquiries.completion
        completion.begin()
        await until(lambda: "@grace" in _texts(completion, _mention("grac")), "read from the cache")


async def test_whom_one_follows_comes_before_strangers(desk: Desk) -> None:
    async with desk.at_home() as session:
        session.store.put_accounts([Account(id="1", acct="quill"), Account(id="2", acct="quilter")])
        session.store.put_relationships([Relationship(id="2", following=True)])
        completion = _begun(session)
        assert _texts(completion, _mention("qui")) == ["@quilter", "@quill"]
        assert _texts(completion, _mention("quill")) == ["@quill"]


async def test_the_server_is_asked_once_after_a_rest_and_what_it_gave_is_known_then(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        completion = _begun(session)
        demo.events(post="Nobody here has read me.", by="newcomer")
        before = len(demo.log())
        assert _texts(completion, _mention("newco")) == []

        for length in range(1, 6):
            completion.want(_mention("newco"[:length]))
        await until(lambda: 0.3 in [round(wait, 1) for wait in desk.clock.waits], "it waits for a rest")
        assert not [entry for entry in demo.log()[before:] if entry["path"] == "/api/v1/accounts/search"]

        await until_after(desk.clock, lambda: _texts(completion, _mention("newco")), step=0.3)
        assert len([entry for entry in demo.log()[before:] if entry["path"] == "/api/v1/accounts/search"]) == 1
        assert _texts(completion, _mention("newco")) == ["@newcomer"]
        assert _texts(completion, _mention("newc")) == ["@newcomer"]

        await until(lambda: not completion.is_asking)
        completion.want(_mention("newco"))
        assert not completion.is_asking


async def test_a_server_that_names_nobody_is_not_asked_again(
    desk: Desk, demo: DemoThread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tootui")
    async with desk.at_home() as session:
        completion = _begun(session)
        demo.fault("/api/v1/accounts/search", "status", status=404, count=-1)
        searches = partial(_requests, demo, "/api/v1/accounts/search")
        completion.want(_mention("zzz"))
        await until_after(desk.clock, searches, step=0.3)
        await until(lambda: "names nobody" in caplog.text, "the answer was read")

        completion.want(_mention("zzzz"))
        later = desk.clock.time() + 10 * SECONDS_OF_REST
        await until_after(desk.clock, lambda: desk.clock.time() > later, step=0.1)
        assert len(searches()) == 1


async def test_tags_of_the_posts_and_of_the_server(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        completion = _begun(session)
        word = TypedWord("hashtag", 0, "comp")
        assert "#computing" in _texts(completion, word)


@pytest.mark.parametrize("words", ["blob", "BLOB"])
async def test_the_servers_emoji_are_asked_for_once_a_day(desk: Desk, demo: DemoThread, words: str) -> None:
    word = TypedWord("emoji", 0, words)
    path = "/api/v1/custom_emojis"
    before = len(_requests(demo, path))
    async with desk.at_home() as session:
        completion = _begun(session)
        assert _texts(completion, word) == []
        completion.want(word)
        completion.want(word)
        await until(lambda: ":blobcat:" in _texts(completion, word))
        completion.want(word)
    async with desk.at_home() as session:
        completion = _begun(session)
        assert ":blobcat:" in _texts(completion, word)
        completion.want(word)
        await until_calm(demo)
        assert len(_requests(demo, path)) == before + 1
        desk.clock.advance(25 * 3600)
        completion.want(word)
        await until(lambda: len(_requests(demo, path)) == before + 2)


async def test_emoji_that_are_characters_are_offered_once_each(desk: Desk) -> None:
    async with desk.at_home() as session:
        signs = {"heart": "♥", "red_heart": "♥", "broken_heart": "💔", "ear": "👂"}
        offers = session.enquiries.completion.find(TypedWord("emoji", 0, "heart"), signs=signs)

        assert [offer.text for offer in offers] == ["♥", "💔"]
        assert offers[0].label == "♥ :heart:"


def _requests(demo: DemoThread, path: str) -> list[object]:
    return [entry for entry in demo.log() if entry["path"] == path]
