"""Long lists of people: memory holds so many, and all of them are there when somebody looks."""

from __future__ import annotations

import gc

import pytest

from tests.support.session import Desk, account_of, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.base import AccountId
from tootui.model.places import Place
from tootui.service import enquiries as enquiries_module
from tootui.service import persist as persist_module
from tootui.service.session import Session


async def read_all(session: Session, place: Place) -> list[AccountId]:
    """Read a list of people to its end."""
    people = session.enquiries.people(place)
    people.open()
    await until(lambda: people.state.loaded_once and not people.state.loading, "the first page")
    while not people.state.at_end:
        people.want_older()
        await until(lambda: not people.state.loading, "the next page")
    return list(people.ids)


def in_memory(session: Session, ids: list[AccountId]) -> int:
    return len({account.id for account in session.store.held_accounts()}.intersection(ids))


async def test_who_was_read_in_lists_stays_in_memory_only_as_long_as_there_is_such_a_list(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persist_module, "MOST_PEOPLE", 20)
    monkeypatch.setattr(enquiries_module, "MOST_PEOPLE_LISTS", 1)
    demo.events(crowd=300, by="ada")
    ada, grace = (Place("followers", account_of(demo, acct)["id"]) for acct in ("ada", "grace"))
    async with desk.at_home() as session:
        ids = await read_all(session, ada)
        assert in_memory(session, ids) == len(ids) >= 300
        await read_all(session, grace)
        gc.collect()  # nobody has the first list any more
        await until_after(desk.clock, lambda: in_memory(session, ids) <= 20)
        assert all(session.store.account(one) is not None for one in ids)
