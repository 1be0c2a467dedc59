"""The people of the world move in: their accounts, who follows whom, what @you filters."""

import random
from datetime import datetime, timedelta

from tootui.demo.clock import iso
from tootui.demo.entities import Account, Filter, JsonObject
from tootui.demo.formatting import format_text
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.world.people import NEIGHBOURS, PEOPLE, Person


def named(state: State, name: str) -> Account:
    """The account of somebody by user name.

    Raises:
        ValueError: A script lets somebody speak who is not in people.py.
    """
    account = state.account_named(name)
    if account is None:
        raise ValueError(f"@{name} speaks but does not live here: see people.py")
    return account


def settle(state: State) -> None:
    """Fill an empty state with people."""
    rng, now = random.Random(state.rng.random()), state.clock.now()
    for index, person in enumerate(PEOPLE):
        joined = now - timedelta(days=3000 - 61 * index + rng.randrange(60))
        state.add_account(_account(state, person, joined, rng))
    you = named(state, "you")
    people = list(state.accounts.values())
    for person, account in zip(PEOPLE, people, strict=True):
        since = now - timedelta(days=20) + timedelta(minutes=rng.randrange(20 * 24 * 60))
        if account is not you and person.followed:
            state.follow(you.id, account.id, since)
        if account is not you and person.follows_you:
            state.follow(account.id, you.id, since + timedelta(minutes=7))
        for other in rng.sample(people, 12):
            if other not in (account, you) and account is not you:
                state.follow(account.id, other.id, since)
    state.follow_requests[named(state, "newcomer").id, you.id] = state.ids.number(now - timedelta(hours=5))
    for title, keyword, context, action in (
        ("Crossword spoilers", "seven letters", ["home", "public", "thread", "account"], "warn"),
        ("Celebrity gossip", "opera ball", ["home", "public"], "warn"),
        ("Brass band results", "spoiler supplement", ["home", "public", "notifications", "thread"], "hide"),
        ("Gulls at table", "gull attack", ["home", "public", "thread", "account"], "blur"),
    ):
        identifier = str(len(state.filters) + 1)
        words: JsonObject = {"id": identifier, "keyword": keyword, "whole_word": False}
        state.filters.append(Filter(identifier, you.id, title, context, action, keywords=[words]))


def settle_neighbours(state: State) -> None:
    """Add those who are met away from home; by chances of their own, so that the rest of the world stays as it is."""
    rng, now = random.Random(1888), state.clock.now()
    you = named(state, "you")
    for index, person in enumerate(NEIGHBOURS):
        account = _account(state, person, now - timedelta(days=400 + 31 * index), rng)
        account.traits = dict(person.traits)
        account.moved_to_id = named(state, person.moved_to).id if person.moved_to else None
        state.add_account(account)
        if person.follows_you:
            state.follow(account.id, you.id, now - timedelta(days=15, minutes=17 * index))


def _account(state: State, person: Person, joined: datetime, rng: random.Random) -> Account:
    number, identifier = state.new_id(joined)
    followers = 3 if person.username in ("you", "newcomer") else int(10 ** rng.uniform(1, 4.5))

    def html(text: str) -> str:
        return format_text(text, lambda _: None, ORIGIN).content

    fields: list[JsonObject] = [
        {"name": name, "value": html(value)[3:-4], "verified_at": iso(joined) if value.startswith("https") else None}
        for name, value in person.fields.items()
    ]
    return Account(
        number,
        identifier,
        person.username,
        person.domain,
        person.name,
        html(person.note),
        joined.strftime("%Y-%m-%dT00:00:00.000Z"),
        locked=person.locked,
        bot=person.bot,
        fields=fields,
        followers_elsewhere=followers if person.username != "you" else 0,
        following_elsewhere=rng.randrange(400) if person.username != "you" else 0,
        statuses_elsewhere=rng.randrange(4000) if person.username not in ("you", "newcomer") else 0,
    )
