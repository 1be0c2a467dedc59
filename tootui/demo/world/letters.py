"""What came to @you in person lately: letters, praise, wishes to follow; and how much of it was read."""

import random
from collections.abc import Iterable
from datetime import timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.conversing import conversations_of
from tootui.demo.entities import Account, Marker, Status
from tootui.demo.state import State
from tootui.demo.world.history import Teller
from tootui.demo.world.settling import named

_ADMIRERS, _BOOSTERS = 27, 9
_UNREAD_NOTIFICATIONS = 6
_UNREAD_FROM = ("wren", "stranger")
_FEATURED = {
    "ada": ("computing", "poeticalscience"),
    "wren": ("lighthouse", "birds"),
    "you": ("caturday", "newhere"),
}


def hand_over(state: State, praised: Status, corners: Iterable[Status], letters: Iterable[Status]) -> None:
    """Tell @you of what was written last, and of what others did since."""
    you, now = named(state, "you"), state.clock.now()
    state.policies[you.id]["for_limited_accounts"] = "filter"
    teller = Teller(state, you, random.Random(1852))
    for status in letters:
        teller.tell_about_post(status)
    for status in corners:
        if status.poll:
            teller.tell_about_post(status)
    _praise(state, teller, praised, you)
    for name, hours in (("verylong", 2.2), ("zara", 2.7)):
        follower = named(state, name)
        state.follow(follower.id, you.id, now - timedelta(hours=hours))
        teller.tell("follow", follower.id, now - timedelta(hours=hours))
    for name, hours in (("galileo", 28.0), ("marie", 50.0)):
        asking, moment = named(state, name), now - timedelta(hours=hours)
        state.follow_requests[asking.id, you.id] = state.ids.number(moment)
        teller.tell("follow_request", asking.id, moment)
    _quoted_changed(state, teller, you)
    state.notifications[you.id].sort(key=lambda note: note.number)
    _mark_as_read(state, you)
    for name, tags in _FEATURED.items():
        state.featured_tags[named(state, name).id] = list(tags)
    state.bond(you.id, named(state, "galileo").id).note = "Met on the ferry. Has my good telescope."
    for friend in ("mary", "grace", "charles"):
        state.bond(named(state, "ada").id, named(state, friend).id).endorsed = state.new_row()


def _praise(state: State, teller: Teller, status: Status, you: Account) -> None:
    """Many liked and boosted one post on one day."""
    now, people = state.clock.now(), [account for _, account in state.followers(you.id) if not account.bot]
    first = now - timedelta(hours=26)
    for index, admirer in enumerate(people[:_ADMIRERS]):
        moment = first + timedelta(minutes=12 * index)
        status.favourited_by[admirer.id] = state.new_row()
        teller.tell("favourite", admirer.id, moment, status)
    for index, booster in enumerate(people[-_BOOSTERS:]):
        moment = first + timedelta(minutes=25 * index)
        number, identifier = state.new_id(moment)
        status.reblogged_by.append(booster.id)
        state.add_status(Status(number, identifier, booster.id, iso(moment), reblog_of_id=status.id))
        teller.tell("reblog", booster.id, moment, status)


def _quoted_changed(state: State, teller: Teller, you: Account) -> None:
    """Somebody changed a post after @you quoted it."""
    quoting = [one for one in state.statuses_of(you.id) if one.quote_of_id in state.statuses]
    for status in quoting[-1:]:
        quoted = state.statuses[status.quote_of_id or ""]
        moment = parse_iso(status.created_at) + (state.clock.now() - parse_iso(status.created_at)) * 0.4
        teller.tell("quoted_update", quoted.account_id, moment, status)


def _mark_as_read(state: State, you: Account) -> None:
    """@you looked in some hours ago."""
    shown = [note for note in state.notifications[you.id] if not note.filtered]
    last = shown[-_UNREAD_NOTIFICATIONS - 1]
    state.markers[you.id]["notifications"] = Marker(last.id, 1, iso(state.clock.now() - timedelta(hours=3)))
    unread = {named(state, name).id for name in _UNREAD_FROM}
    for one in conversations_of(state, you):
        if one.last.account_id not in unread:
            state.conversations[you.id, one.id]["read"] = one.last.number
