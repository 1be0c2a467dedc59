"""Sessions of several accounts, closed to keep memory within bounds while something else is wanted of them."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.support.clock import FakeClock
from tests.support.session import PATIENCE_SECONDS, Desk, until, whoami
from tootui import paths
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.service.accounts import SECONDS_BEFORE_COUNTING, SECONDS_BETWEEN_COUNTS, Accounts, AccountState
from tootui.service.leaving import LeftBehind, take_leave
from tootui.service.notices import Notices
from tootui.service.session import Session


def signed_in(desk: Desk, demo: DemoThread, user: str) -> StoredAccount:
    token = demo.sign_in(user)
    account = StoredAccount(
        name=f"{user}@demo", server=demo.url, acct=user, account_id=whoami(demo.url, token), username=user
    )
    return desk.credentials.save(account, token, keyring=False)


async def test_who_logs_out_of_what_is_being_closed_waits_for_its_end(desk: Desk, demo: DemoThread) -> None:
    accounts = Accounts(desk.credentials, desk.settings, desk.clock, Notices(desk.clock), None)
    grace = accounts.open(signed_in(desk, demo, "grace"))
    screens_may_end = asyncio.Event()
    told: list[Session] = []

    async def closed(session: Session) -> None:
        told.append(session)
        await screens_may_end.wait()

    accounts.closed = closed
    closing = [asyncio.create_task(accounts.close_one(grace)) for _ in range(2)]
    leaving = asyncio.create_task(accounts.log_out(AccountState(grace.account), keeps_words=False))
    await asyncio.sleep(0)
    screens_may_end.set()
    await asyncio.gather(leaving, *closing)
    assert told == [grace], "its screens end once"
    assert not paths.account_dir(paths.cache_dir(), grace.name).exists(), "nothing of it was written afterwards"
    await accounts.close()


async def test_the_end_of_the_program_waits_for_no_screens(desk: Desk, demo: DemoThread) -> None:
    accounts = Accounts(desk.credentials, desk.settings, desk.clock, Notices(desk.clock), None)
    grace = accounts.open(signed_in(desk, demo, "grace"))

    async def never(_session: Session) -> None:
        await asyncio.Event().wait()

    accounts.closed = never
    closing = asyncio.create_task(accounts.close_one(grace))
    await asyncio.sleep(0)
    await asyncio.wait_for(accounts.close(), 5)
    await closing
    assert accounts.session_of(grace.name) is None


async def test_what_is_told_too_late_of_an_account_that_was_left_counts_nowhere(home: Path) -> None:
    may_answer = asyncio.Event()

    def answer(asked: Asked) -> Reply:
        if "unread_count" not in asked.path:
            return json_reply({})
        reply = json_reply({"count": 3})
        reply.waits_for = may_answer
        return reply

    clock, credentials = FakeClock(), CredentialStore(home / "config")
    async with ScriptedServer(answer) as server:
        grace = credentials.save(
            StoredAccount(name="grace@navy", server=server.url, acct="grace", account_id="7", username="grace"),
            "token",
            keyring=False,
        )
        accounts = Accounts(credentials, Settings(), clock, Notices(clock), None)
        accounts.look()
        await until(lambda: server.asked, "it is asked what is unread")
        await accounts.log_out(AccountState(grace), keeps_words=False)
        await asyncio.sleep(0)  # what that changed is told
        told: list[int] = []
        accounts.observe(lambda: told.append(accounts.unread_elsewhere))
        may_answer.set()
        await until(lambda: told, "the answer came")
        assert told == [0]
        await accounts.close()


async def test_what_is_told_too_late_of_an_account_that_was_shown_meanwhile_is_old(home: Path) -> None:
    may_answer = asyncio.Event()

    def answer(asked: Asked) -> Reply:
        reply = json_reply({"count": 3} if "unread_count" in asked.path else [])
        if "unread_count" in asked.path:
            reply.waits_for = may_answer
        return reply

    clock, credentials = FakeClock(), CredentialStore(home / "config")
    async with ScriptedServer(answer) as server:
        grace = credentials.save(
            StoredAccount(name="grace@navy", server=server.url, acct="grace", account_id="7", username="grace"),
            "token",
            keyring=False,
        )
        accounts = Accounts(credentials, Settings(), clock, Notices(clock), None)
        accounts.look()
        await until(lambda: server.asked, "it is asked what is unread")
        accounts.show(accounts.open(grace))
        accounts.show(None)
        await asyncio.sleep(0)  # what that changed is told
        told: list[int] = []
        accounts.observe(lambda: told.append(accounts.unread_elsewhere))
        may_answer.set()
        await until(lambda: told, "the answer came")
        assert told == [0]
        await accounts.close()


async def test_the_account_shown_last_is_the_one_that_is_remembered(desk: Desk, demo: DemoThread, home: Path) -> None:
    order: list[str] = []
    second_begins = threading.Event()

    class SlowAtFirst(CredentialStore):
        """Its first thread is held up until the second has begun, as far as that may begin."""

        def touch(self, name: str) -> None:
            if name == "grace@demo":
                second_begins.wait(0.2)
            second_begins.set()
            super().touch(name)
            order.append(name)

    people = [signed_in(desk, demo, user) for user in ("grace", "hedy")]
    accounts = Accounts(SlowAtFirst(home / "config"), desk.settings, desk.clock, Notices(desk.clock), None)
    for one in people:
        accounts.show(accounts.open(one))
    await until(lambda: len(order) == len(people), "both are noted")
    assert order == ["grace@demo", "hedy@demo"]
    await accounts.close()


async def test_an_account_that_was_left_meanwhile_is_not_opened_for_what_waited_there(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_counting, may_count = threading.Event(), threading.Event()

    def counted(account: StoredAccount) -> LeftBehind:
        is_counting.set()
        may_count.wait(PATIENCE_SECONDS)
        return LeftBehind(0, 1, 0, paths.data_dir(), is_due=True)

    grace = signed_in(desk, demo, "grace")
    desk.credentials.remove(desk.account.name)
    accounts = Accounts(desk.credentials, desk.settings, desk.clock, Notices(desk.clock), None)
    monkeypatch.setattr("tootui.service.accounts.counted", counted)
    accounts.begin()
    await until(lambda: SECONDS_BEFORE_COUNTING in desk.clock.waits, "it is thought of later")
    desk.clock.advance(SECONDS_BEFORE_COUNTING)
    await until(is_counting.is_set, "it is looked what waits there")
    await accounts.log_out(AccountState(grace), keeps_words=True)
    may_count.set()
    await until(lambda: SECONDS_BETWEEN_COUNTS in desk.clock.waits, "all is looked through")
    assert accounts.session_of(grace.name) is None
    await accounts.close()


async def test_who_signs_in_again_while_the_server_ends_the_old_token_stays_signed_in(home: Path) -> None:
    may_answer = asyncio.Event()

    def answer(asked: Asked) -> Reply:
        reply = json_reply({"error": "The access token was revoked"}, status=401)
        reply.waits_for = may_answer
        return reply

    credentials = CredentialStore(home / "config")
    async with ScriptedServer(answer) as server:
        account = StoredAccount(name="grace@navy", server=server.url, acct="grace", account_id="7", username="grace")
        grace = credentials.save(account, "old", keyring=False)
        leaving = asyncio.create_task(take_leave(grace, credentials, keeps_words=False))
        await until(lambda: server.asked, "the server is asked to end it")
        assert credentials.accounts() == [], "it can be chosen no more"
        credentials.save(account, "new", keyring=False)
        drafts = paths.ensure(paths.account_dir(paths.data_dir(), grace.name)) / "words.db"
        drafts.write_text("begun anew")
        may_answer.set()
        assert await leaving is None
        assert credentials.token_of(grace.name) == "new"
        assert drafts.exists()
