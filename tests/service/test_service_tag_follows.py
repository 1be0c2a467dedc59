"""Following tags: in the sidebar at once, on the server soon, put back with a word where that is refused."""

from __future__ import annotations

from tests.support.session import Desk, read_json, until, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.session import Session


def followed(demo: DemoThread, name: str) -> bool:
    return bool(read_json(demo.url, f"/api/v1/tags/{name}", demo.token)["following"])


def in_sidebar(session: Session, name: str) -> bool:
    return Place.tag(name) in [shown.place for shown in session.shelf.places()]


def writes(demo: DemoThread) -> list[str]:
    return [
        entry["path"].rpartition("/")[2]
        for entry in demo.log()
        if entry["method"] == "POST" and "/tags/" in entry["path"]
    ]


def asked(demo: DemoThread) -> int:
    """How often it was asked which tags are followed."""
    return sum(entry["path"] == "/api/v1/followed_tags" for entry in demo.log())


async def test_a_tag_is_followed_at_once_and_left_again_by_undoing(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        tags = session.enquiries.tags
        tags.toggle("loomwork")
        assert tags.is_followed("loomwork")
        assert in_sidebar(session, "loomwork")
        await until(lambda: followed(demo, "loomwork"), "the server has it")
        assert session.notices.undo()
        assert not in_sidebar(session, "loomwork")
        await until(lambda: not followed(demo, "loomwork"), "taken back")
        assert "You follow #loomwork: its posts come home" in desk.said


async def test_what_is_pressed_often_is_sent_as_the_last_wish(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/follow$", "delay", seconds=3600)
        tags = session.enquiries.tags
        for _ in range(5):
            tags.toggle("loomwork")
        assert tags.is_followed("loomwork")
        demo.clear_faults()
        await until(lambda: followed(demo, "loomwork"))
        await until(lambda: session.shelf.is_told and in_sidebar(session, "loomwork"))
        assert len(writes(demo)) == 1


async def test_a_refusal_puts_the_sidebar_back(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/tags/loomwork/follow", "status", status=403, body='{"error": "Not now"}')
        tags = session.enquiries.tags
        tags.toggle("loomwork")
        assert in_sidebar(session, "loomwork")
        await until(lambda: not tags.is_followed("loomwork"), "put back")
        assert not in_sidebar(session, "loomwork")
        assert any(said.startswith("#loomwork is not followed.") for said in desk.said)
        assert tags.why_not() is None


async def test_a_server_without_it_is_not_asked_again(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=["followed_tags"])
    async with desk.at_home() as session:
        tags = session.enquiries.tags
        tags.toggle("loomwork")
        await until(lambda: tags.why_not() is not None, "it says so")
        assert tags.why_not() == "This server does not let one follow tags."
        assert not in_sidebar(session, "loomwork")


async def test_what_a_result_said_before_is_old_once_the_tag_was_left(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        session.shelf.renew()
        await until(lambda: session.shelf.followed_tags)
        name = session.shelf.followed_tags[0]
        tags = session.enquiries.tags
        assert tags.is_followed(name.upper(), told=True)
        tags.toggle(name, told=True)
        assert not tags.is_followed(name, told=True)
        await until(lambda: not followed(demo, name))
        assert not tags.is_followed(name, told=True)


async def test_an_answer_from_before_takes_nothing_out_of_the_sidebar(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/followed_tags", "late", seconds=3600)
        session.shelf.renew()
        await until(lambda: asked(demo) == 1, "the server was asked before")
        tags = session.enquiries.tags
        shown: list[bool] = []
        stop = session.shelf.observe(lambda: shown.append(in_sidebar(session, "loomwork")))
        tags.toggle("loomwork")
        await until(lambda: followed(demo, "loomwork"), "it is followed")
        await until_calm(demo)
        demo.clear_faults()
        await until(lambda: session.shelf.is_told and asked(demo) == 2, "asked once more")
        await until_calm(demo)
        assert tags.is_followed("loomwork")
        assert shown
        assert all(shown)
        stop()
