"""What a post begins with: own settings win over the server's, which win over nothing."""

from __future__ import annotations

import asyncio
import threading

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, until, until_after
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.config.settings import Compose
from tootui.demo.thread import DemoThread
from tootui.model.account import Account, Source
from tootui.model.instance import Preferences
from tootui.model.places import Place
from tootui.service.clock import Clock
from tootui.service.drafts import Drafts
from tootui.service.outbox_notices import SUPERSEDED

SOURCE = Source(privacy="private", language="fr", quote_policy="followers")
PREFERENCES = Preferences(
    posting_default_visibility="unlisted",
    posting_default_language="de",
    posting_default_sensitive=True,
    posting_default_quote_policy="nobody",
)


def drafts(own: Compose | None = None, preferences: Preferences | None = None, source: Source | None = None) -> Drafts:
    profile = Account(id="1", acct="you", source=source) if source is not None else None

    def no_words() -> None:
        raise AssertionError("nothing is saved")

    return Drafts(
        no_words,  # type: ignore[arg-type]  # never called
        Clock(),
        me_id="1",
        me_acct=lambda: "@you@demo.tootui",
        profile=lambda: profile,
        preferences=lambda: preferences or Preferences(),
        own=own or Compose(),
    )


@pytest.mark.parametrize(
    ("own", "preferences", "source", "expected"),
    [
        (None, None, None, ("public", None, False, None)),
        (None, None, SOURCE, ("private", "fr", False, None)),
        (None, PREFERENCES, SOURCE, ("unlisted", "de", True, None)),
        (
            Compose(visibility="direct", language="en", quotes="public"),
            PREFERENCES,
            SOURCE,
            ("direct", "en", True, "public"),
        ),
    ],
)
def test_own_settings_win_over_those_of_the_server(
    own: Compose | None, preferences: Preferences | None, source: Source | None, expected: tuple[object, ...]
) -> None:
    draft = drafts(own, preferences, source).new()
    assert (draft.visibility, draft.language, draft.sensitive, draft.quote_policy) == expected


def test_who_may_quote_is_known_from_the_server_unless_it_says_nothing() -> None:
    assert drafts().default_quote_policy() is None
    assert drafts(source=SOURCE).default_quote_policy() == "followers"
    assert drafts(preferences=PREFERENCES, source=SOURCE).default_quote_policy() == "nobody"
    assert drafts(Compose(quotes="public"), PREFERENCES).default_quote_policy() == "public"


async def test_what_was_chosen_is_what_the_server_has(desk: Desk, demo: DemoThread) -> None:
    desk.settings = replace(desk.settings, compose=Compose(visibility="unlisted", language="de", quotes="nobody"))
    async with desk.at_home() as session:
        session.outbox.send(replace(session.drafts.new(), text="Guten Tag", sensitive=True))
        await until(lambda: desk.said, "it is sent")
        [status] = [
            status
            for row in session.feed(Place.HOME).rows
            if (status := session.store.status(str(row))) is not None and "Guten Tag" in status.content
        ]
    assert (status.visibility, status.language, status.sensitive) == ("unlisted", "de", True)
    assert status.quote_approval is not None
    assert status.quote_approval.automatic == []


async def test_a_draft_that_is_thrown_away_while_they_are_read_does_not_come_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on = threading.Event(), threading.Event()
    read_drafts = Words.drafts

    def read_slowly(words: Words) -> list[Draft]:
        drafts = read_drafts(words)
        if threading.current_thread() is not threading.main_thread():
            read.set()
            go_on.wait(10)
        return drafts

    async with desk.at_home() as session:
        draft = session.drafts.save(replace(session.drafts.new(), text="Never mind."))
        session.unsent.renew()
        await until(lambda: session.unsent.drafts == (draft,), "it is listed")
        monkeypatch.setattr(Words, "drafts", read_slowly)
        session.unsent.renew()
        await until(read.is_set, "they are read once more")
        session.unsent.delete(draft.id)
        shown: list[tuple[Draft, ...]] = []
        session.unsent.observe(lambda: shown.append(session.unsent.drafts))
        again = session.drafts.save(replace(session.drafts.new(), text="Another one."))
        session.unsent.renew()
        go_on.set()
        await until(lambda: session.unsent.drafts == (again,), "what there is now is read")
        assert all(draft not in drafts for drafts in shown)


async def test_what_is_saved_while_a_chain_goes_on_answers_the_post_before_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Draft(text="before", chain="c", state="failed", in_reply_to_id="7")
    after = Draft(text="after", chain="c", position=1)
    with desk.words() as words:
        words.save_drafts([before, after])
    read, handed_on = threading.Event(), threading.Event()
    read_draft = Words.draft

    def read_slowly(words: Words, draft_id: str) -> Draft | None:
        draft = read_draft(words, draft_id)
        if threading.current_thread() is not threading.main_thread():
            read.set()
            handed_on.wait(0.2)
        return draft

    async with desk.session() as session:
        await until(lambda: session.outbox.items, "the one before is there")
        monkeypatch.setattr(Words, "draft", read_slowly)
        saving = asyncio.create_task(asyncio.to_thread(session.drafts.save, replace(after, text="after all")))
        await until(read.is_set, "it is about to be saved")
        session.outbox.discard(before.id)
        handed_on.set()
        await saving
    with desk.words() as words:
        assert [(draft.text, draft.in_reply_to_id) for draft in words.drafts()] == [("after all", "7")]


async def test_the_last_words_of_a_later_version_are_kept_when_the_earlier_one_is_found(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Draft(text="earlier", state="sending", attempted_at=desk.clock.time())
    later = Draft(text="later", supersedes=earlier.id)
    with desk.words() as words:
        words.save_drafts([earlier, later])
    demo.events(post="earlier", by="you")
    save_draft = Words.save_draft
    writers: list[threading.Thread] = []

    def save_late(words: Words, draft: Draft) -> Draft:
        if draft.reason == SUPERSEDED and not writers:  # the person writes on before it is on disk
            writers.append(threading.Thread(target=session.drafts.save, args=(replace(later, text="last words"),)))
            writers[0].start()
            writers[0].join(0.2)
        return save_draft(words, draft)

    async with desk.session() as session:
        monkeypatch.setattr(Words, "save_draft", save_late)
        await until_after(desk.clock, lambda: writers and not session.outbox.items, step=5)
        await asyncio.to_thread(writers[0].join)
    with desk.words() as words:
        assert [draft.text for draft in words.drafts()] == ["last words"]
