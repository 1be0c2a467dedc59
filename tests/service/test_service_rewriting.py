"""Own posts taken up again: an edit keeps what it does not change, a redraft loses no word."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.service.test_service_outbox import acquainted, all_sent, kept_drafts
from tests.support.plain_posts import a_post
from tests.support.session import Desk, published, read_json, until, until_after, whoami
from tootui.cache.drafts import Draft
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.model.status import Poll
from tootui.service.rewriting import NO_SOURCE, POLL_IS_OVER, lost_by_deleting
from tootui.service.session import Session


def post(demo: DemoThread, **body: object) -> str:
    """Publish something as @you; gives its id."""
    request = urllib.request.Request(
        f"{demo.url}/api/v1/statuses",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        status_id: str = json.load(answer)["id"]
    return status_id


def never(draft: Draft) -> None:
    """What is called when there is nothing to be taken up."""
    raise AssertionError(draft)


def seen(demo: DemoThread, status_id: str) -> Any:
    return read_json(demo.url, f"/api/v1/statuses/{status_id}", demo.token)


def is_there(demo: DemoThread, text: str) -> bool:
    return published(demo, text) > 0


def tried(demo: DemoThread, method: str) -> int:
    return sum(entry["method"] == method and "/api/v1/statuses" in entry["path"] for entry in demo.log())


async def taken_up(session: Session, status_id: str) -> Draft:
    """The draft that editing a post begins with."""
    ready: list[Draft] = []
    session.rewriting.edit(status_id, ready.append)
    await until(lambda: ready, "the text")
    return ready[0]


async def redrafted(session: Session, status_id: str) -> Draft:
    """The draft that deleting a post leaves."""
    ready: list[Draft] = []
    session.rewriting.redraft(status_id, ready.append)
    await until(lambda: ready, "the text")
    return ready[0]


# Editing


async def test_an_edit_begins_with_what_was_written_and_keeps_the_rest(desk: Desk, demo: DemoThread) -> None:
    text = "Look, @grace: https://example.org/a/very/long/path/that/is/cut/when/shown #computing\n\nR&D <3"
    status_id = post(demo, status=text, spoiler_text="engines", language="de", visibility="unlisted")
    async with desk.at_home() as session:
        draft = await taken_up(session, status_id)
        assert (draft.kind, draft.text, draft.spoiler_text) == ("edit", text, "engines")
        assert (draft.visibility, draft.language, draft.sensitive) == ("unlisted", "de", True)
        assert kept_drafts(desk) == []
        session.outbox.send(replace(draft, text=f"{text}\n\nAnd more."))
        await until(lambda: not session.outbox.items and desk.said, "it is changed")
        status = session.store.status(status_id)
        assert status is not None
        assert "And more." in status.content
        assert status.edited_at is not None
    assert desk.said == ["Changed."]
    after = seen(demo, status_id)
    assert (after["spoiler_text"], after["language"], after["visibility"]) == ("engines", "de", "unlisted")
    assert kept_drafts(desk) == []


async def test_an_edited_post_stays_where_it_stood(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="I stay here")
    newer = demo.events(home_posts=3)
    async with desk.at_home() as session:
        draft = await taken_up(session, status_id)
        session.outbox.send(replace(draft, text="I stay here, edited"))
        await until(lambda: desk.said, "it is changed")
        rows = [row for row in session.feed(Place.HOME).rows if row in (status_id, *newer)]
        assert rows == [*newer[::-1], status_id]


WORDS = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
        st.sampled_from(" \n@#:/.<>&'\"()_*`😀é"),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=WORDS.filter(lambda text: text.strip()),
    spoiler=st.sampled_from(["", "a warning"]),
    language=st.sampled_from(["en", "de", "pt"]),
    sensitive=st.booleans(),
    visibility=st.sampled_from(["public", "unlisted", "private", "direct"]),
    poll=st.none()
    | st.fixed_dictionaries(
        {"options": st.just(["yes", "no", "maybe"]), "expires_in": st.just(86_400), "multiple": st.booleans()}
    ),
)
def test_an_edit_without_a_change_sends_what_the_server_has(
    shared_demo: tuple[DemoThread, Desk],
    text: str,
    spoiler: str,
    language: str,
    sensitive: bool,
    visibility: str,
    poll: Any,
) -> None:
    demo, desk = shared_demo
    body = {"status": text, "spoiler_text": spoiler, "language": language, "sensitive": sensitive}
    status_id = post(demo, **body, visibility=visibility, **({"poll": poll} if poll else {}))
    before = seen(demo, status_id), read_json(demo.url, f"/api/v1/statuses/{status_id}/source", demo.token)

    async def edit() -> None:
        async with desk.session() as session:
            draft = await taken_up(session, status_id)
            session.outbox.send(draft)
            await until(lambda: not session.outbox.items and desk.said, "it is sent")

    desk.notices.clear()
    asyncio.run(edit())

    assert desk.said == ["Changed."]
    after = seen(demo, status_id), read_json(demo.url, f"/api/v1/statuses/{status_id}/source", demo.token)
    assert after == before


@pytest.fixture
def shared_demo(desk: Desk, demo: DemoThread) -> tuple[DemoThread, Desk]:
    return demo, desk


async def test_every_own_post_of_the_world_survives_an_edit_without_a_change(desk: Desk, demo: DemoThread) -> None:
    own = read_json(
        demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses?exclude_reblogs=true", demo.token
    )
    assert own
    async with desk.session() as session:
        for one in own:
            draft = await taken_up(session, one["id"])
            desk.notices.clear()
            session.outbox.send(draft)
            await until(lambda: not session.outbox.items and desk.said, "it is sent")
            assert desk.said == ["Changed."]
            assert seen(demo, one["id"]) == one


async def test_a_running_poll_keeps_its_votes_and_its_end(desk: Desk, demo: DemoThread) -> None:
    poll = {"options": ["yes", "no"], "expires_in": 86_400, "multiple": True, "hide_totals": True}
    status_id = post(demo, status="Well?", poll=poll)
    async with desk.session() as session:
        draft = await taken_up(session, status_id)
        assert draft.poll is not None
        assert (draft.poll.options, draft.poll.multiple, draft.poll.hide_totals) == (("yes", "no"), True, True)
        assert draft.reason == ""
        before = seen(demo, status_id)["poll"]
        session.outbox.send(replace(draft, text="Well, then?"))
        await until(lambda: desk.said, "it is changed")
        assert seen(demo, status_id)["poll"] == before


async def test_a_poll_that_is_over_is_warned_of(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Well?", poll={"options": ["yes", "no"], "expires_in": 300})
    demo.advance(3600)
    async with desk.session() as session:
        assert (await taken_up(session, status_id)).reason == POLL_IS_OVER


async def test_where_there_is_no_source_the_text_is_made_of_the_html_and_that_is_said(
    desk: Desk, demo: DemoThread
) -> None:
    text = "@ada see https://example.org/a/very/long/path/that/is/cut/when/shown?x=1\nand so on"
    status_id = post(demo, status=text)
    demo.fault("/source", "status", status=404, count=-1)
    async with desk.session() as session:
        draft = await taken_up(session, status_id)
        assert (draft.text, draft.reason) == (text, NO_SOURCE)


async def test_where_posts_cannot_be_changed_nothing_is_asked(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Carved in stone")
    snac = {"version": "2.0", "software": {"name": "snac", "version": "2.38"}}
    demo.fault("/nodeinfo/", "status", status=200, body=json.dumps(snac), count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        session.rewriting.edit(status_id, never)
        assert desk.said[-1].startswith("Posts cannot be changed on this server.")


async def test_a_post_that_is_gone_is_not_opened(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Soon gone")
    demo.events(delete=status_id)
    async with desk.session() as session:
        session.rewriting.edit(status_id, never)
        await until(lambda: desk.said, "why not")
        assert desk.said[0].startswith("Not opened for editing.")


@pytest.mark.parametrize("code", [404, 409, 422])
async def test_a_refused_edit_brings_the_words_back(desk: Desk, demo: DemoThread, code: int) -> None:
    status_id = post(demo, status="I said")
    async with desk.session() as session:
        draft = await taken_up(session, status_id)
        demo.fault(f"/statuses/{status_id}$", "status", method="PUT", status=code)
        session.outbox.send(replace(draft, text="I said so"))
        await until(lambda: desk.said, "the refusal")
        assert desk.said[0].startswith("Not changed.")
        [failed] = session.outbox.items
        assert (failed.state, failed.text, failed.edit_of) == ("failed", "I said so", status_id)
        assert session.drafts.latest() == failed
        assert session.drafts.unfinished("edit", status_id) == failed
        assert tried(demo, "PUT") == 1
        assert session.drafts.unfinished("reply", status_id) is None


@pytest.mark.parametrize("kind", ["drop_after", "drop_before"])
async def test_an_edit_without_an_answer_is_looked_for_and_never_sent_again_by_itself(
    desk: Desk, demo: DemoThread, kind: str
) -> None:
    status_id = post(demo, status="Its me")
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await taken_up(session, status_id)
        demo.fault(f"/statuses/{status_id}$", kind, method="PUT")
        sent = session.outbox.send(replace(draft, text="It's me"))
        await until_after(desk.clock, lambda: desk.said, step=5)
        if kind == "drop_after":
            assert desk.said == ["Changed."]
        else:
            assert desk.said[0].startswith("It is not certain that your change arrived.")
            desk.clock.advance(600)
            assert [(item.id, item.state) for item in session.outbox.items] == [(sent.id, "undecided")]
            assert tried(demo, "PUT") == 1
            session.outbox.retry(sent.id)
        await all_sent(desk, session)
        assert "It's me" in seen(demo, status_id)["content"].replace("&#x27;", "'")
        assert tried(demo, "PUT") == (1 if kind == "drop_after" else 2)
    assert kept_drafts(desk) == []


async def test_an_edit_that_was_cut_off_with_the_program_is_not_sent_again(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="As it was")
    with desk.words() as words:
        words.save_draft(Draft(text="As it is", edit_of=status_id, state="sending", attempted_at=desk.clock.time()))
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: desk.said, step=5)
        assert tried(demo, "PUT") == 0
        assert [item.state for item in session.outbox.items] == ["undecided"]
        assert is_there(demo, "As it was")


async def test_a_change_of_what_was_already_being_changed_follows_it(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="one")
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = await taken_up(session, status_id)
        demo.fault(f"/statuses/{status_id}$", "drop_after", method="PUT")
        first = session.outbox.send(replace(draft, text="two"))
        await until(lambda: session.outbox.items[0].state == "undecided")
        session.outbox.send(replace(session.outbox.reopen(first.id), text="three"))
        await all_sent(desk, session)
        assert seen(demo, status_id)["content"] == "<p>three</p>"
    assert kept_drafts(desk) == []


# Deleting and writing anew


async def test_a_redraft_is_on_disk_before_anything_is_deleted(desk: Desk, demo: DemoThread) -> None:
    parent = demo.events(post="A question", by="grace")[0]
    poll = {"options": ["yes", "no"], "expires_in": 3600, "multiple": True}
    body = {"spoiler_text": "cw", "language": "de", "visibility": "unlisted", "in_reply_to_id": parent}
    status_id = post(demo, status="@grace An anwser", poll=poll, **body)
    async with desk.at_home() as session:
        demo.fault(f"/statuses/{status_id}$", "drop_before", method="DELETE")
        session.rewriting.redraft(status_id, never)
        await until(lambda: desk.said, "that it is not certain")
        assert desk.said[0].startswith("It is not certain that the post was deleted.")
        [kept] = kept_drafts(desk)
        assert (kept.text, kept.kind, kept.is_original_gone) == ("@grace An anwser", "redraft", False)
        assert is_there(demo, "An anwser")

        draft = await redrafted(session, status_id)
        assert [one.id for one in kept_drafts(desk)] == [kept.id]
        assert draft.is_original_gone
        assert not is_there(demo, "An anwser")
        session.outbox.send(replace(draft, text="@grace An answer"))
        await until(lambda: desk.said[-1] == "Sent.", "it is sent")
    [after] = [one for one in own_posts(demo) if "An answer" in one["content"]]
    assert (after["spoiler_text"], after["language"], after["visibility"]) == ("cw", "de", "unlisted")
    assert after["in_reply_to_id"] == parent
    assert [option["title"] for option in after["poll"]["options"]] == ["yes", "no"]
    assert after["poll"]["multiple"] is True


def own_posts(demo: DemoThread) -> list[Any]:
    account_id = whoami(demo.url, demo.token)
    posts: list[Any] = read_json(demo.url, f"/api/v1/accounts/{account_id}/statuses?limit=40", demo.token)
    return posts


async def test_what_is_not_deleted_leaves_no_draft(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Stay")
    demo.fault(f"/statuses/{status_id}$", "status", method="DELETE", status=403)
    async with desk.at_home() as session:
        session.rewriting.redraft(status_id, never)
        await until(lambda: desk.said, "the refusal")
        assert desk.said[0].startswith("Not deleted.")
    assert kept_drafts(desk) == []
    assert is_there(demo, "Stay")


async def test_without_a_source_the_words_of_the_deleted_post_are_taken(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="plain *words*")
    demo.fault("/source", "status", status=404, count=-1)
    async with desk.at_home() as session:
        draft = await redrafted(session, status_id)
        assert (draft.text, draft.reason) == ("plain *words*", "")


async def test_a_redraft_is_not_published_beside_its_original(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Twice?")
    with desk.words() as words:
        words.save_draft(Draft(text="Twice? No.", redraft_of=status_id))
    demo.clear_log()
    async with desk.at_home() as session:
        draft = session.drafts.latest()
        assert draft is not None
        session.outbox.send(draft)
        await until(lambda: desk.said, "why not")
        assert "still there" in desk.said[0]
        assert tried(demo, "POST") == 0
        demo.events(delete=status_id)
        session.outbox.retry(draft.id)
        await until(lambda: desk.said[-1] == "Sent.", "it is sent")
    assert published(demo, "Twice? No.") == 1


async def test_where_the_text_cannot_be_kept_nothing_is_deleted(desk: Desk, demo: DemoThread) -> None:
    status_id = post(demo, status="Keep me")
    desk.words_path.parent.mkdir(parents=True)
    desk.words_path.mkdir()
    async with desk.at_home() as session:
        session.rewriting.redraft(status_id, never)
        await until(lambda: any(said.startswith("Not deleted.") for said in desk.said), "why not")
    assert tried(demo, "DELETE") == 0
    assert is_there(demo, "Keep me")


def test_what_is_lost_by_deleting_is_named() -> None:
    counted = replace(
        a_post("1"), replies_count=4, reblogs_count=1, favourites_count=0, poll=Poll(id="9", votes_count=7)
    )
    assert lost_by_deleting(counted) == "4 replies, 1 boost, 7 votes"
    assert lost_by_deleting(a_post("1")) == ""


# Quoting


async def test_a_quote_shows_the_post_and_is_never_wider(desk: Desk, demo: DemoThread) -> None:
    quoted_id = demo.events(post="Quote me", by="ada", visibility="unlisted")[0]
    async with desk.at_home() as session:
        await until(lambda: session.store.status(quoted_id) is not None, "the post")
        status = session.store.status(quoted_id)
        assert status is not None
        draft = session.drafts.quote(status)
        assert (draft.kind, draft.quote_acct, draft.visibility) == ("quote", "ada", "unlisted")
        session.outbox.send(replace(draft, text="Listen to this"))
        await until(lambda: desk.said, "it is sent")
        assert desk.said == ["Sent."]
    [quoting] = [one for one in own_posts(demo) if "Listen to this" in one["content"]]
    assert quoting["quote"]["quoted_status"]["id"] == quoted_id


async def test_a_quote_without_an_answer_is_found_by_what_it_quotes(desk: Desk, demo: DemoThread) -> None:
    quoted_id = demo.events(post="Quote me once", by="ada")[0]
    async with desk.at_home() as session:
        await acquainted(desk, session)
        await until_after(desk.clock, lambda: session.store.status(quoted_id) is not None)
        status = session.store.status(quoted_id)
        assert status is not None
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        session.outbox.send(replace(session.drafts.quote(status), text="Once"))
        await all_sent(desk, session)
        assert tried(demo, "POST") == 1
    assert desk.said == ["Sent."]


async def test_without_quotes_the_address_stands_in_the_text(desk: Desk) -> None:
    async with desk.at_home() as session:
        status = replace(a_post("1", by="grace"), url="https://demo.example/@grace/1")
        draft = session.drafts.quote(status, as_link=True)
        assert (draft.kind, draft.text) == ("new", "\n\nhttps://demo.example/@grace/1")
