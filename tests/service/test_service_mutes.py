"""Taking back what was done about a mute: it stands as it stood before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.test_service_relations import PERSON, OnePerson, kept, seen, signed_in
from tests.support.session import until
from tootui.model.account import Relationship


async def test_taking_back_a_changed_mute_brings_the_former_one_back(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.relationship["muting_notifications"] = False
        session.relations.mute(PERSON, seconds=3600, notifications=False)
        await until(lambda: server.orders and not kept(desk), "muted for an hour")
        desk.clock.advance(600)
        session.relations.mute(PERSON)
        await until(lambda: len(server.orders) == 2 and not kept(desk), "muted for good")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 3 and not kept(desk), "for the rest of the hour")
        assert server.orders[-1] == ("mute", {"notifications": False, "duration": 3000})
        assert seen(session).muting is True


async def test_taking_back_a_change_of_a_mute_made_elsewhere_leaves_them_muted(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        server.relationship |= {"muting": True, "muting_notifications": False}
        session.store.put_relationships([Relationship(id=PERSON, muting=True, muting_notifications=False)])
        session.relations.mute(PERSON, seconds=3600)
        await until(lambda: server.orders and not kept(desk), "changed")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 2 and not kept(desk), "and changed back")
        assert server.orders[-1] == ("mute", {"notifications": False, "duration": 0})
        assert seen(session).muting is True


async def test_a_mute_that_would_be_over_by_now_does_not_come_back(home: Path) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.relations.mute(PERSON, seconds=4)
        await until(lambda: server.orders and not kept(desk), "muted for a moment")
        session.relations.mute(PERSON, seconds=3600)
        await until(lambda: len(server.orders) == 2 and not kept(desk), "muted for longer")
        desk.clock.advance(5)
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 3 and not kept(desk), "over")
        assert server.orders[-1] == ("unmute", None)


@pytest.mark.parametrize("seconds", [0, 3600])
async def test_a_new_mute_is_taken_back_whole(home: Path, seconds: int) -> None:
    async with OnePerson() as server, signed_in(home, server) as (desk, session):
        session.relations.mute(PERSON, seconds=seconds)
        await until(lambda: server.orders and not kept(desk), "muted")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 2 and not kept(desk), "unmuted")
        assert session.notices.undo()
        await until(lambda: len(server.orders) == 3 and not kept(desk), "and muted again")
        assert server.orders[-1] == ("mute", {"notifications": True, "duration": seconds})
