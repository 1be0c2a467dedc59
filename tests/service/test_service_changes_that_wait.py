"""Tags and lists while the server cannot be reached: what was wished waits, visibly, and is done when it answers."""

from __future__ import annotations

from tests.support.session import Desk, account_of, read_json, until, until_after
from tootui.demo.thread import DemoThread


def followed(demo: DemoThread, name: str) -> bool:
    return bool(read_json(demo.url, f"/api/v1/tags/{name}", demo.token)["following"])


async def test_a_tag_is_followed_when_the_server_is_back(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/tags/", "drop_before", method="POST", count=-1)
        tags = session.enquiries.tags
        tags.toggle("looms")
        await until(lambda: any("Following #looms waits" in said for said in desk.said), "it is said")
        assert tags.is_followed("looms")
        demo.clear_faults()
        await until_after(desk.clock, lambda: followed(demo, "looms"), step=5.0)
        await until(lambda: session.shelf.is_told and "looms" in session.shelf.followed_tags, "in the sidebar")


async def test_a_wish_that_was_taken_back_while_it_waited_is_not_sent(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/tags/", "drop_before", method="POST", count=-1)
        tags = session.enquiries.tags
        tags.toggle("looms")
        await until(lambda: any("waits" in said for said in desk.said), "it is said")
        tags.toggle("looms")
        assert not tags.is_followed("looms")
        demo.clear_log()
        demo.clear_faults()
        await until_after(desk.clock, lambda: any("/tags/" in one["path"] for one in demo.log()), step=5.0)
        await until(lambda: not desk.clock.requests_under_way, "it was answered")
        assert not any(one["path"].endswith("looms/follow") for one in demo.log())
        assert not followed(demo, "looms")


async def test_somebody_is_put_on_a_list_when_the_server_is_back(desk: Desk, demo: DemoThread) -> None:
    grace = account_of(demo, "grace")["id"]
    async with desk.at_home() as session:
        membership = session.relations.lists_with(grace)
        membership.load()
        await until(lambda: membership.state.loaded, "the lists")
        away = next(one for one in membership.lists if not membership.holds(one.id))
        demo.fault("/lists/", "drop_before", method="POST", count=-1)
        membership.toggle(away.id)
        await until(lambda: any(f"on {away.title} waits" in said for said in desk.said), "it is said")
        assert membership.holds(away.id)
        demo.clear_faults()

        def is_on() -> bool:
            return away.id in [one["id"] for one in read_json(demo.url, f"/api/v1/accounts/{grace}/lists", demo.token)]

        await until_after(desk.clock, is_on, step=5.0)
        assert membership.holds(away.id)


async def test_who_was_put_on_a_list_stays_on_it_though_an_answer_from_before_comes(
    desk: Desk, demo: DemoThread
) -> None:
    grace = account_of(demo, "grace")["id"]
    async with desk.at_home() as session:
        membership = session.relations.lists_with(grace)
        membership.load()
        await until(lambda: membership.state.loaded, "the lists")
        away = next(one for one in membership.lists if not membership.holds(one.id))
        demo.fault(f"/accounts/{grace}/lists", "late", seconds=3600)
        membership.load()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the answer is made")
        membership.toggle(away.id)
        await until(lambda: away.id in membership._on_server and not membership._sending, "it is done")
        demo.clear_faults()
        await until(lambda: not membership.state.loading, "the answer is here")
        assert membership.holds(away.id)
