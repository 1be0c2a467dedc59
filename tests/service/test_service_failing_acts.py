"""All that is done about people, requests, conversations, notifications, lists and tags, where it goes wrong.

What may be repeated waits and is done in the end; what may not is sent once. Either is said, and what is shown goes
back to what the server has.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.support.session import Desk, read_json, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.service.notifications import NotificationFeed
from tootui.service.reporting import Complaint
from tootui.service.session import Session

PEOPLE = {
    "ada": "ada",
    "grace": "grace",
    "hedy": "hedy",
    "marie": "marie@radium.example",
    "polly": "polly",
    "sofya": "sofya@stockholm.example",
    "wren": "wren",
    "newcomer": "newcomer",
}


class Stage(NamedTuple):
    """A session whose lists are open, and the people in it."""

    session: Session
    demo: DemoThread
    people: dict[str, str]

    def related(self, name: str) -> Any:
        return self.session.relations.of(self.people[name])


class Act(NamedTuple):
    """Something that is done.

    Attributes:
        target: what its request goes to.
        begin: does it.
        is_done: whether it is shown as done.
        waits: whether it is done later where the server cannot be reached.
        is_well: refusals after which nothing is left to be done, or to be told.
        is_silent: whether it is nothing to talk about as long as it can still be done.
    """

    name: str
    target: str
    begin: Callable[[Stage], object]
    is_done: Callable[[Stage], object]
    waits: bool = False
    is_well: tuple[object, ...] = ()
    is_silent: bool = False


def _first_request(stage: Stage) -> Any:
    return stage.session.store.account(stage.people["newcomer"])


def _notifications(stage: Stage) -> NotificationFeed:
    feed = stage.session.feed(Place.NOTIFICATIONS)
    assert isinstance(feed, NotificationFeed)
    return feed


def _dismiss(stage: Stage) -> None:
    feed = _notifications(stage)
    newest = feed.happening(feed.timeline.newest_id)
    assert newest is not None
    stage.session.news.dismissals.dismiss(newest, grouped=feed.is_grouped)


def _read(stage: Stage) -> None:
    conversations = stage.session.news.conversations
    conversations.mark_read(next(one.id for one in conversations.items if one.unread))


def _relation(verb: str, name: str) -> Callable[[Stage], object]:
    return lambda stage: getattr(stage.session.relations, verb)(stage.people[name])


ACTS = (
    Act("follow", "/follow$", _relation("follow", "marie"), lambda s: s.related("marie").following, waits=True),
    Act("unfollow", "/unfollow$", _relation("unfollow", "wren"), lambda s: not s.related("wren").following, waits=True),
    Act("mute", "/mute$", _relation("mute", "ada"), lambda s: s.related("ada").muting, waits=True),
    Act("block", "/block$", _relation("block", "grace"), lambda s: s.related("grace").blocking, waits=True),
    Act(
        "endorse",
        "/endorse$",
        lambda s: s.session.relations.endorse(s.people["hedy"], on=True),
        lambda s: s.related("hedy").endorsed,
        waits=True,
    ),
    Act(
        "remove a follower",
        "/remove_from_followers$",
        _relation("remove_follower", "polly"),
        lambda s: not s.related("polly").followed_by,
        waits=True,
    ),
    Act(
        "block a server",
        "POST .*/domain_blocks$",
        lambda s: s.session.relations.block_server(s.people["sofya"], on=True),
        lambda s: s.related("sofya").domain_blocking,
        waits=True,
    ),
    Act(
        "note",
        "/note$",
        lambda s: s.session.relations.notes.keep(s.people["hedy"], "hops"),
        lambda s: s.related("hedy").note == "hops",
        waits=True,
    ),
    Act(
        "report",
        "/reports$",
        lambda s: s.session.relations.reporting.send(Complaint(account_id=s.people["marie"], category="spam")),
        lambda s: False,
    ),
    Act(
        "follow a tag",
        "/tags/looms/follow$",
        lambda s: s.session.enquiries.tags.toggle("looms"),
        lambda s: s.session.enquiries.tags.is_followed("looms"),
        waits=True,
    ),
    Act(
        "let somebody follow",
        "/authorize$",
        lambda s: s.session.news.follow_requests.accept(_first_request(s)),
        lambda s: s.session.news.follow_requests.answers.on(s.people["newcomer"]) == "accepted",
        is_well=(404,),
    ),
    Act(
        "let a sender in",
        "/requests/.*accept$",
        lambda s: s.session.news.held_back.accept(s.session.news.held_back.items[:1]),
        lambda s: s.session.news.held_back.decisions.on(s.session.news.held_back.items[0].id) == "accepted",
        is_well=(404,),
    ),
    Act(
        "clear a sender away",
        "/requests/.*dismiss$",
        lambda s: s.session.news.held_back.dismiss(s.session.news.held_back.items[1:3]),
        lambda s: s.session.news.held_back.decisions.on(s.session.news.held_back.items[1].id) == "dismissed",
    ),
    Act(
        "change the policy",
        "PATCH .*/notifications/policy$",
        lambda s: s.session.news.policy.change("for_bots", "drop"),
        lambda s: s.session.news.policy.state.policy.for_bots == "drop",  # type: ignore[union-attr]  # it was read
    ),
    Act(
        "see a server again",
        "DELETE .*/domain_blocks",
        lambda s: s.session.news.blocked_servers.toggle("spam.example"),
        lambda s: s.session.news.blocked_servers.lifted.on("spam.example"),
    ),
    Act("dismiss", "/v2/notifications/.*/dismiss$", _dismiss, lambda s: False, waits=True),
    Act(
        "clear",
        "/notifications/clear$",
        lambda s: s.session.news.dismissals.clear(),
        lambda s: not _notifications(s).timeline.rows,
    ),
    Act(
        "read a conversation",
        "/conversations/.*/read$",
        _read,
        lambda s: False,
        waits=True,
        is_well=(404, 405, 501),
        is_silent=True,
    ),
    Act(
        "take a conversation off",
        "DELETE .*/conversations/",
        lambda s: s.session.news.conversations.remove(s.session.news.conversations.items[-1].id),
        lambda s: False,
        is_well=(404,),
    ),
)
REFUSALS = {
    "404": {"status": 404, "body": '{"error": "Not Found"}'},
    "404 page": {"status": 404, "body": "<h1>404</h1>", "headers": {"content-type": "text/html"}},
    "405": {"status": 405, "body": ""},
    "500": {"status": 500, "body": "", "headers": {"content-type": ""}},
    "501": {"status": 501, "body": '{"error": "Not Implemented"}'},
}


def sent(demo: DemoThread, act: Act) -> list[dict[str, Any]]:
    """The requests that an act led to."""
    return [
        one
        for one in demo.log()
        if one["method"] != "GET"
        and re.search(act.target, one["path"] if act.target[0] == "/" else f"{one['method']} {one['path']}")
    ]


def fault(demo: DemoThread, act: Act, kind: str, **details: object) -> None:
    method, _, path = act.target.rpartition(" ")
    demo.fault(path.removeprefix(".*"), kind, method=method or "POST", **details)


async def stage(session: Session, demo: DemoThread) -> Stage:
    """Open the lists that the acts are about."""
    people = {
        name: str(read_json(demo.url, f"/api/v1/accounts/lookup?acct={acct}", demo.token)["id"])
        for name, acct in PEOPLE.items()
    }
    news = session.news
    for opened in (news.follow_requests, news.held_back, news.policy, news.blocked_servers, news.conversations):
        opened.open()
    notifications = session.feed(Place.NOTIFICATIONS)
    notifications.open()
    for account_id in people.values():
        session.profile(account_id).open(whole=False)
    lists = (news.follow_requests, news.held_back, news.blocked_servers, news.conversations, notifications)
    await until(lambda: all(one.state.loaded_once for one in lists), "the lists")
    await until(lambda: news.policy.state.policy is not None, "the policy")
    await until(lambda: all(session.relations.of(one) is not None for one in people.values()), "how one relates")
    await until(lambda: all(session.store.account(one) is not None for one in people.values()), "the people")
    return Stage(session, demo, people)


def complaints(notices: list[Notice]) -> list[str]:
    return [notice.text for notice in notices if notice.level != "info"]


async def well_again(session: Session, desk: Desk) -> None:
    """Let time pass until the server is asked again."""

    def is_usable() -> bool:
        until_when = session.connection.until
        if until_when is not None and until_when.timestamp() > desk.clock.time():
            desk.clock.advance(until_when.timestamp() - desk.clock.time())
        return session.connection.usable

    await until_after(desk.clock, is_usable, step=5.0)


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_what_is_refused_is_sent_once_said_and_taken_back(
    desk: Desk, demo: DemoThread, refusal: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk.at_home() as session:
        scene, status = await stage(session, demo), REFUSALS[refusal]["status"]
        for act in ACTS:
            desk.notices.clear()
            fault(demo, act, "status", count=-1, **REFUSALS[refusal])
            act.begin(scene)
            if status in act.is_well:
                await until(lambda act=act: sent(demo, act), act.name)  # type: ignore[misc]  # bound
            else:
                await until(lambda: complaints(desk.notices), f"a word about: {act.name}")
            await until(lambda: not desk.clock.requests_under_way, f"no word comes later about: {act.name}")
            if status in act.is_well:
                continue
            assert not act.is_done(scene), act.name
            assert session.notices.undoable() is None, f"there is nothing to undo: {act.name}"
            is_known = any("does not offer" in said for said in complaints(desk.notices))
            assert len(sent(demo, act)) == (0 if is_known else 1), act.name
            assert not is_known or status in (405, 501), act.name
            assert session.connection.usable, act.name
    assert not [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR]


@pytest.mark.parametrize("failure", ["drop_before", "drop_after", "ratelimit"])
async def test_what_is_lost_on_the_way_waits_or_is_not_sent_again(
    desk: Desk, demo: DemoThread, failure: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk.at_home() as session:
        scene = await stage(session, demo)
        for number, act in enumerate(ACTS, 1):
            desk.notices.clear()
            fault(demo, act, failure, **({"seconds": number * 10_000} if failure == "ratelimit" else {}))
            act.begin(scene)
            if act.is_silent:
                await until(lambda act=act: not session.connection.usable or len(sent(demo, act)) > 1, act.name)  # type: ignore[misc]  # bound
            else:
                await until(lambda: complaints(desk.notices), f"a word about: {act.name}")
            await well_again(session, desk)
            if act.waits:
                await until_after(desk.clock, lambda act=act: len(sent(demo, act)) == 2)  # type: ignore[misc]  # bound
            else:
                desk.clock.advance(600)
                await well_again(session, desk)
                assert len(sent(demo, act)) == 1, act.name
                assert not act.is_done(scene), act.name
            demo.clear_faults()
            await until(lambda: not desk.clock.requests_under_way, f"no word comes later about: {act.name}")
    assert not [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR]
