"""Follow requests and held back senders below the screen: races, uncertain answers, servers that are odd."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.session import Desk, account_of, read_json, until, until_after
from tootui.api.features import Feature
from tootui.demo.thread import DemoThread
from tootui.model.account import Account, Relationship
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service import held_back as held_back_module
from tootui.service.session import Session


def account(session: Session, acct: str) -> Account:
    """Somebody by name, among those who ask."""
    found = [session.store.account(one) for one in session.news.follow_requests.ids]
    return next(one for one in found if one is not None and one.acct.startswith(acct))


async def opened(session: Session) -> None:
    session.news.follow_requests.open()
    await until(lambda: session.news.follow_requests.state.loaded_once, "the requests")


async def test_the_count_is_known_before_the_list_is(desk: Desk) -> None:
    async with desk.at_home() as session:
        requests = session.news.follow_requests
        await until_after(desk.clock, lambda: requests.count == 3)
        assert not requests.state.loaded_once


async def test_both_answers_at_once_send_the_first(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        await opened(session)
        requests, newcomer = session.news.follow_requests, account(session, "newcomer")
        requests.accept(newcomer)
        requests.reject(newcomer)
        assert requests.answers.on(newcomer.id) == "accepted"
        await until(lambda: not requests.answers.is_being_sent(newcomer.id), "the answer")
        sent = [one["path"] for one in demo.log() if one["method"] == "POST" and "follow_requests" in one["path"]]
        assert len(sent) == 1
        assert requests.count == 2


async def test_an_answer_that_may_have_arrived_says_so(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        await opened(session)
        requests, newcomer = session.news.follow_requests, account(session, "newcomer")
        demo.fault("/authorize", "drop_after")
        requests.accept(newcomer)
        await until(lambda: any("It is not certain" in said for said in desk.said), "it is said")
        assert requests.answers.on(newcomer.id) is None
        demo.clear_faults()


async def test_a_page_on_its_way_does_not_bring_back_who_was_answered_meanwhile(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        await opened(session)
        requests, newcomer = session.news.follow_requests, account(session, "newcomer")
        demo.clear_log()
        demo.fault("/api/v1/follow_requests[?]", "late", seconds=3600)
        requests.refresh()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the page is made")
        requests.accept(newcomer)
        await until(lambda: not requests.answers.is_being_sent(newcomer.id), "the answer")
        demo.clear_faults()
        await until(lambda: not requests.state.loading, "the page")
        assert requests.answers.on(newcomer.id) == "accepted"


async def test_who_asks_while_the_list_is_on_its_way_stands_on_it(desk: Desk, demo: DemoThread) -> None:
    hedy = Account(id=account_of(demo, "hedy")["id"], acct="hedy")
    async with desk.at_home() as session:
        await opened(session)
        requests = session.news.follow_requests
        before = list(requests.ids)
        demo.clear_log()
        demo.fault("/api/v1/follow_requests[?]", "late", seconds=3600)
        requests.refresh()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the page is made")
        requests.arrived(hedy)
        demo.clear_faults()
        await until(lambda: not requests.state.loading, "the page")
        assert requests.ids == [hedy.id, *before]
        assert requests.count == len(before) + 1


async def test_what_is_heard_of_a_request_that_is_being_answered_does_not_take_the_answer_back(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        await opened(session)
        requests, newcomer = session.news.follow_requests, account(session, "newcomer")
        requests.accept(newcomer)
        requests.arrived(newcomer)
        assert requests.answers.on(newcomer.id) == "accepted"
        await until(lambda: not requests.answers.is_being_sent(newcomer.id), "the answer")
        assert requests.answer_to(newcomer.id) == "accepted"


async def test_who_asks_anew_is_not_said_to_be_gone_by_what_was_asked_before(desk: Desk, demo: DemoThread) -> None:
    hedy = Account(id=account_of(demo, "hedy")["id"], acct="hedy")
    async with desk.at_home() as session:
        requests = session.news.follow_requests
        demo.clear_log()
        demo.fault("/relationships", "late", seconds=3600)
        requests.doubt([(hedy.id, "an old notification")])
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "it is asked")
        requests.arrived(hedy)
        demo.clear_faults()
        await until(lambda: session.store.relationship(hedy.id) is not None, "the answer")
        assert requests.answer_to(hedy.id) is None


async def test_a_page_on_its_way_does_not_bring_back_a_sender_though_the_next_one_is_wanted(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        held_back = session.news.held_back
        held_back.open()
        await until(lambda: held_back.state.loaded_once and not held_back.state.loading_newer, "the senders")
        sender = held_back.items[0]
        demo.clear_log()
        demo.fault("/api/v1/notifications/requests[?]", "late", seconds=3600)
        held_back.open()
        await until(lambda: any(one["fault"] == "late" for one in demo.log()), "the page is made")
        held_back.accept([sender])
        await until(lambda: not held_back.decisions.is_being_sent(sender.id), "the answer")
        seen = {held_back.decisions.on(sender.id)}
        held_back.observe(lambda: seen.add(held_back.decisions.on(sender.id)))
        held_back.open()
        await asyncio.sleep(0)
        demo.clear_faults()
        await until(lambda: sender not in held_back.items, "the page after that one")
        assert seen == {"accepted"}


@pytest.mark.parametrize("software", ["takahe", "hollo", "snac", "gotosocial"])
async def test_other_software_says_what_it_lacks_and_goes_on(desk: Desk, demo: DemoThread, software: str) -> None:
    demo.switch(like=software)
    async with desk.at_home() as session:
        news = session.news
        await until_after(desk.clock, lambda: not session.offers(Feature.NOTIFICATION_POLICY), step=0.5)
        demo.fault("/notifications/(requests|policy)", "status", status=500, body="<h1>Server Error</h1>", count=-1)
        news.held_back.open()
        await until(lambda: news.held_back.state.closed, "held back notifications")
        news.policy.open()
        await until(lambda: news.policy.state.closed or news.policy.state.error, "the policy")
        for people in (news.follow_requests, news.shut_out(Place.MUTES), news.shut_out(Place.BLOCKS)):
            people.open()
            await until(lambda people=people: people.state.closed or people.state.loaded_once, str(people.place))  # type: ignore[misc]  # bound
        news.blocked_servers.open()
        servers = news.blocked_servers
        await until(lambda: servers.state.closed or servers.state.loaded_once, "servers")
        assert session.connection.state != "offline"
        assert desk.said == []


async def test_the_list_is_right_about_who_is_muted(desk: Desk, demo: DemoThread) -> None:
    muted = read_json(demo.url, "/api/v1/mutes", demo.token)[0]["id"]
    async with desk.at_home() as session:
        session.store.put_relationships([Relationship(id=muted, muting=False, following=True)])
        people = session.news.shut_out(Place.MUTES)
        people.open()
        await until(lambda: people.state.loaded_once, "the list")
        assert people.is_shut_out(muted)
        related = session.store.relationship(muted)
        assert related is not None and related.following is True


async def test_senders_come_page_by_page(desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_back_module, "PAGE_SIZE", 2)
    async with desk.at_home() as session:
        held_back = session.news.held_back
        held_back.open()
        await until(lambda: held_back.state.loaded_once, "the first page")
        assert held_back.count == 2
        held_back.want_older()
        held_back.want_older()
        await until(lambda: len(held_back.items) == 4, "the second page")
        first = held_back.items[0]
        held_back.accept([first])
        assert held_back.count == 3
        await until(lambda: not held_back.decisions.is_being_sent(first.id), "the server knows")
        await held_back.refresh()
        assert [one.account.username for one in held_back.items] == ["marie", "limelight"]


async def test_the_policy_tells_how_many_wait_before_anybody_lists_them(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        assert session.news.held_back.count is None
        session.news.policy.open()
        await until(lambda: session.news.held_back.count == 4, "the summary")
        assert not [one for one in demo.log() if "notifications/requests" in one["path"]]


async def test_quick_changes_of_the_policy_end_as_wished(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        policy = session.news.policy
        policy.open()
        await until(lambda: policy.state.policy is not None, "the policy")
        for decision in ("filter", "drop", "accept", "filter"):
            policy.change("for_bots", decision)
        policy.change("for_not_following", "drop")
        wished = {"for_bots": "filter", "for_not_following": "drop"}
        await until(
            lambda: wished.items() <= read_json(demo.url, "/api/v2/notifications/policy", demo.token).items(), "all"
        )
        assert len([one for one in demo.log() if one["method"] == "PATCH"]) <= 2


async def test_posts_of_a_server_leave_and_come_back_with_its_block(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        servers = session.news.blocked_servers
        servers.open()
        await until(lambda: servers.state.loaded_once, "the servers")
        spammer = Account(id="999", acct="eve@spam.example")
        post = Status(id="998", created_at=session.clock.now(), account=spammer)
        session.store.put_accounts([spammer])
        session.apart.note_server("spam.example", is_blocked=True)
        assert session.apart.hides(post)
        servers.toggle("spam.example")
        assert not session.apart.hides(post)
        await until(lambda: not servers.lifted.is_being_sent("spam.example"), "lifted")
        demo.fault("domain_blocks", "status", status=403, method="POST")
        servers.toggle("spam.example")
        assert session.apart.hides(post)
        await until(lambda: not servers.lifted.is_being_sent("spam.example"), "refused")
        assert not session.apart.hides(post)
