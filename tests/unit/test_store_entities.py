"""One truth per entity: what one answer tells shows wherever the entity shows."""

from __future__ import annotations

from datetime import timedelta

from msgspec import UNSET
from msgspec.structs import replace

from tests.cache.values import EPOCH, account, boost, post, quoting
from tootui.model.account import Relationship
from tootui.model.base import EntityKey
from tootui.model.status import VIEWER_FIELDS, Poll, PollOption, Quote, Status
from tootui.store.entities import Store
from tootui.store.patches import bookmark, favourite, reblog


class Changes:
    """Listens to a store: a set of keys for each call."""

    def __init__(self, store: Store) -> None:
        self.calls: list[set[EntityKey]] = []
        self.stop = store.observe(lambda keys: self.calls.append(set(keys)))

    def take(self) -> list[set[EntityKey]]:
        calls, self.calls = self.calls, []
        return calls


def seen(store: Store, status_id: str) -> Status:
    status = store.status(status_id)
    assert status is not None
    return status


def test_a_page_becomes_entities_of_its_own() -> None:
    store = Store()
    changes = Changes(store)

    store.put_statuses([boost(1, post(1)), quoting(2, post(3))])

    assert seen(store, "s1").content == "<p>Post 1</p>"
    assert seen(store, "b1").reblog is store.status("s1")
    quote = seen(store, "s2").quote
    assert quote is not None
    assert quote.quoted_status is store.status("s3")
    assert [store.account(f"a{n}") for n in (1, 2, 3)] == [account(1), account(2), account(3)]
    assert changes.take() == [
        {("status", "b1"), ("status", "s1"), ("status", "s2"), ("status", "s3")}
        | {("account", "a1"), ("account", "a2"), ("account", "a3")}
    ]


def test_one_author_is_one_object() -> None:
    store = Store()

    store.put_statuses([post(1, account=account(1)), post(2, account=account(1))])

    assert seen(store, "s1").account is seen(store, "s2").account is store.account("a1")


def test_a_boost_does_not_repeat_the_post_inside() -> None:
    store = Store()

    store.put_statuses([boost(1, post(1))])

    outer = seen(store, "b1")
    assert (outer.content, outer.favourites_count, outer.account.id) == ("", UNSET, "a2")


def test_an_equal_answer_notifies_nobody() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1)), quoting(2, post(3))])
    store.take_dirty()
    changes = Changes(store)

    store.put_statuses([boost(1, post(1)), quoting(2, post(3))])

    assert changes.take() == []
    assert store.take_dirty() == set()


def test_a_new_name_shows_in_all_posts_boosts_and_quotes() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1)), quoting(2, post(1)), post(9, account=account(4))])
    store.take_dirty()
    changes = Changes(store)

    store.put_accounts([account(1, display_name="Countess")])

    assert changes.take() == [{("account", "a1"), ("status", "s1"), ("status", "b1"), ("status", "s2")}]
    assert seen(store, "b1").inner.account.display_name == "Countess"
    assert store.take_dirty() == {("account", "a1")}


def test_one_post_more_of_an_author_changes_none_of_the_others() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1)), quoting(2, post(1)), post(9, account=account(1))])
    before = seen(store, "s1")
    store.take_dirty()
    changes = Changes(store)

    store.put_statuses([post(10, account=account(1, statuses_count=8, last_status_at="2026-11-02"))])

    assert changes.take() == [{("account", "a1"), ("status", "s10")}]
    assert seen(store, "s1") is before
    assert seen(store, "s10").account is before.account
    assert store.account("a1") == account(1, statuses_count=8, last_status_at="2026-11-02")
    assert store.take_dirty() == {("account", "a1"), ("status", "s10")}
    kept = store.base_status("s1")
    assert kept is not None
    assert kept.account.statuses_count == 8

    store.put_accounts([account(1, display_name="Countess", statuses_count=9)])

    assert seen(store, "s1").account is seen(store, "s10").account is store.account("a1")


def test_a_public_stream_does_not_take_the_readers_marks_away() -> None:
    store = Store()
    store.put_statuses([post(1, favourited=True, bookmarked=True)])
    told = dict.fromkeys(VIEWER_FIELDS, UNSET)

    store.put_statuses([post(1, favourites_count=9, **told)])

    status = seen(store, "s1")
    assert (status.favourited, status.bookmarked, status.favourites_count) == (True, True, 9)


def test_null_marks_and_missing_counts_say_nothing_either() -> None:
    store = Store()
    store.put_statuses([post(1, favourited=True)])

    store.put_statuses([post(1, favourited=None, replies_count=UNSET)])

    assert (seen(store, "s1").favourited, seen(store, "s1").replies_count) == (True, 0)


def test_an_answer_from_before_an_edit_changes_counts_but_not_the_text() -> None:
    store = Store()
    store.put_statuses([post(1, content="<p>edited</p>", edited_at=EPOCH + timedelta(hours=2))])

    for edited_at in (None, EPOCH + timedelta(hours=1)):
        store.put_statuses([post(1, content="<p>old</p>", edited_at=edited_at, favourites_count=8, favourited=True)])

    status = seen(store, "s1")
    assert (status.content, status.favourites_count, status.favourited) == ("<p>edited</p>", 8, True)


def test_a_later_edit_replaces_the_text() -> None:
    store = Store()
    store.put_statuses([post(1)])

    store.put_statuses([post(1, content="<p>edited</p>", edited_at=EPOCH)])

    assert seen(store, "s1").content == "<p>edited</p>"


def test_own_votes_outlive_an_answer_that_does_not_know_the_reader() -> None:
    store = Store()
    poll = Poll(id="p1", options=[PollOption(title="yes", votes_count=1)], voted=True, own_votes=[0])
    store.put_statuses([post(1, poll=poll)])

    store.put_statuses([post(1, poll=replace(poll, votes_count=7, voted=UNSET, own_votes=UNSET))])

    assert seen(store, "s1").poll == replace(poll, votes_count=7)


def test_own_votes_outlive_an_answer_from_before_but_not_another_question() -> None:
    store = Store()
    poll = Poll(id="p1", options=[PollOption(title="yes", votes_count=2)], votes_count=2, voted=True, own_votes=[0])
    store.put_statuses([post(1, poll=poll)])

    store.put_statuses([post(1, poll=replace(poll, votes_count=1, voted=False, own_votes=[]))])
    assert seen(store, "s1").poll == poll

    for changed in (replace(poll, options=[PollOption(title="no")]), replace(poll, multiple=True)):
        store = Store()
        store.put_statuses([post(1, poll=poll)])
        edited = replace(changed, votes_count=0, voted=False, own_votes=[])
        store.put_statuses([post(1, poll=edited)])
        assert seen(store, "s1").poll == edited


def test_a_favourite_shows_at_once_in_the_post_and_its_boosts() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1)), quoting(2, post(1))])
    changes = Changes(store)

    store.push(("status", "b1"), favourite(True))

    inner = seen(store, "b1").inner
    assert (inner.favourited, inner.favourites_count) == (True, 6)
    assert changes.take() == [{("status", "s1"), ("status", "b1"), ("status", "s2")}]


def test_a_confirmed_favourite_does_not_flicker() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1))])
    token = store.push(("status", "s1"), favourite(True))
    changes = Changes(store)

    store.settle(token, post(1, favourited=True, favourites_count=6))

    assert changes.take() == []
    assert store.base_status("s1") == store.status("s1")


def test_a_favourite_that_the_stream_counted_already_is_not_counted_twice() -> None:
    store = Store()
    store.put_statuses([post(1)])
    token = store.push(("status", "s1"), favourite(True))

    store.put_statuses([post(1, favourited=True, favourites_count=6)])
    assert seen(store, "s1").favourites_count == 6

    store.settle(token, None)
    assert seen(store, "s1").favourites_count == 6


def test_a_refused_wish_goes_alone() -> None:
    store = Store()
    store.put_statuses([post(1)])
    favourited = store.push(("status", "s1"), favourite(True))
    store.push(("status", "s1"), bookmark(True))
    store.push(("status", "s1"), reblog(True))

    store.settle(favourited, None)

    status = seen(store, "s1")
    assert (status.favourited, status.favourites_count) == (False, 5)
    assert (status.bookmarked, status.reblogged, status.reblogs_count) == (True, True, 3)


def test_settling_twice_changes_nothing() -> None:
    store = Store()
    store.put_statuses([post(1)])
    token = store.push(("status", "s1"), favourite(True))
    store.settle(token, None)
    changes = Changes(store)

    store.settle(token, None)

    assert changes.take() == []


def test_a_wish_that_came_true_without_an_answer_becomes_the_base() -> None:
    store = Store()
    store.put_statuses([post(1)])
    token = store.push(("status", "s1"), bookmark(True))
    store.take_dirty()
    changes = Changes(store)

    store.confirm(token)

    base = store.base_status("s1")
    assert base is not None
    assert base.bookmarked is True
    assert changes.take() == []
    assert store.take_dirty() == {("status", "s1")}


def test_an_unfavourite_of_an_unknown_count_leaves_it_unknown() -> None:
    store = Store()
    store.put_statuses([post(1, favourited=True, favourites_count=UNSET), post(2, favourited=True, favourites_count=0)])

    store.push(("status", "s1"), favourite(False))
    store.push(("status", "s2"), favourite(False))

    assert (seen(store, "s1").favourites_count, seen(store, "s2").favourites_count) == (UNSET, 0)


def test_a_wish_waits_for_a_post_that_is_not_read_yet() -> None:
    store = Store()
    changes = Changes(store)
    token = store.push(("status", "s1"), favourite(True))
    assert changes.take() == []

    store.restore_statuses([post(1)])
    assert seen(store, "s1").favourites_count == 6

    store.settle(token, None)
    assert seen(store, "s1").favourites_count == 5


def test_what_goes_to_disk_knows_nothing_of_pending_wishes() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1))])
    store.take_dirty()

    store.push(("status", "s1"), favourite(True))

    base = store.base_status("b1")
    assert base is not None
    assert base.inner.favourited is False
    assert store.take_dirty() == set()


def test_the_reply_to_a_boost_tells_about_the_post_inside() -> None:
    store = Store()
    store.put_statuses([post(1)])
    token = store.push(("status", "s1"), reblog(True))

    store.settle(token, boost(7, post(1, reblogged=True, reblogs_count=3)))

    assert (seen(store, "s1").reblogged, seen(store, "s1").reblogs_count) == (True, 3)
    assert seen(store, "b7").reblog is store.status("s1")


def test_a_deleted_post_is_gone_everywhere_and_for_good() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1)), quoting(2, post(1))])
    store.take_dirty()
    changes = Changes(store)

    store.delete_status("s1")

    assert (store.status("s1"), store.status("b1")) == (None, None)
    assert seen(store, "s2").quote == Quote(state="deleted", quoted_status_id="s1")
    assert changes.take() == [{("status", "s1"), ("status", "b1"), ("status", "s2")}]
    assert {("status", "s1"), ("status", "b1")} <= store.take_dirty()

    store.put_statuses([post(1), boost(3, post(1))])
    store.restore_statuses([post(1)])
    assert (store.status("s1"), store.status("b3")) == (None, None)
    assert store.is_deleted("b3")


def test_taking_back_a_boost_leaves_the_post() -> None:
    store = Store()
    store.put_statuses([boost(1, post(1))])

    store.delete_status("b1")

    assert store.status("b1") is None
    assert seen(store, "s1").content == "<p>Post 1</p>"


def test_a_post_deleted_before_it_was_seen_is_still_to_be_deleted_from_disk() -> None:
    store = Store()
    changes = Changes(store)

    store.delete_status("s1")

    assert store.take_dirty() == {("status", "s1")}
    assert changes.take() == []


def test_a_wish_on_a_deleted_post_ends_quietly() -> None:
    store = Store()
    store.put_statuses([post(1)])
    token = store.push(("status", "s1"), favourite(True))
    store.delete_status("s1")

    store.settle(token, post(1, favourited=True))

    assert store.status("s1") is None


def test_the_cache_fills_in_and_replaces_nothing() -> None:
    store = Store()
    store.put_statuses([post(1, favourites_count=9)])
    store.take_dirty()

    store.restore_statuses([boost(1, post(1, favourites_count=3)), post(2)])

    assert seen(store, "b1").inner.favourites_count == 9
    assert store.status("s2") is not None
    assert store.take_dirty() == set()


def test_a_relationship_keeps_what_an_answer_leaves_out() -> None:
    store = Store()
    store.put_relationships([Relationship(id="a1", following=True, note="from the fair")])

    store.put_relationships([Relationship(id="a1", following=False)])

    assert store.relationship("a1") == Relationship(id="a1", following=False, note="from the fair")


def test_the_owners_source_outlives_a_plain_answer() -> None:
    store = Store()
    store.put_accounts([account(1, followers_count=4)])

    store.put_accounts([account(1, locked=UNSET)])

    assert store.account("a1") == account(1, followers_count=4)


def test_posts_that_quote_each_other_stay_finite() -> None:
    store = Store()
    one, two = post(1), post(2)
    store.put_statuses([quoting(1, quoting(2, one)), quoting(2, quoting(1, two))])

    store.push(("status", "s1"), favourite(True))

    quote = seen(store, "s2").quote
    assert quote is not None
    assert quote.quoted_status is not None
    assert quote.quoted_status.favourited is True
    assert quote.quoted_status.quote == Quote(state="accepted", quoted_status_id="s2")


def test_boosts_of_boosts_and_of_themselves_stay_finite() -> None:
    store = Store()

    store.put_statuses([boost(1, boost(2, post(1))), boost(2, boost(1, post(1))), post(3, reblog=post(3))])
    store.put_accounts([account(2, display_name="Changed")])

    assert seen(store, "s3").reblog is None
    inner = seen(store, "b1").reblog
    assert inner is not None
    assert inner.reblog is None


def test_who_stopped_listening_is_told_nothing() -> None:
    store = Store()
    changes = Changes(store)

    changes.stop()
    changes.stop()
    store.put_statuses([post(1)])

    assert changes.take() == []
