"""Carrying out state verbs: shown at once, sent one at a time, the last wish wins, refused ones are taken back.

A wish is on disk before it is sent. One that cannot get through waits, visibly, and is sent when the server answers
again, in the next session if need be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import NamedTuple

from tootui.api.backoff import Backoff
from tootui.cache.drafts import Mutation
from tootui.model.base import EntityKey
from tootui.model.errors import (
    BadAnswer,
    Conflict,
    Invalid,
    Missing,
    RateLimited,
    ServerError,
    Unavailable,
    Unreachable,
)
from tootui.model.status import Status
from tootui.service.clock import Clock, clock_time
from tootui.service.connection import Connection
from tootui.service.mutation_log import MutationLog
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks, first_of
from tootui.service.verbs import StateVerb, Switched, verb_of
from tootui.store.entities import Store
from tootui.store.patches import PatchToken

GATEWAY_TROUBLE = (502, 503, 504)
"""Error codes by which a server says "later"; other 5xx are an answer about this request."""


class Outcome(NamedTuple):
    """What became of a wish: the server did it, or said why not; an empty reason where it lapsed.

    ``is_unknown``: such a thing cannot be done to anybody on this server. ``is_missing``: the server found
    nothing to do it to.
    """

    verb: StateVerb
    entity_id: str
    wanted: bool
    refusal: str | None
    is_unknown: bool = False
    is_missing: bool = False


class Wish:
    """What the person wants of one switch of one post or account, and how far that got."""

    def __init__(self, verb: StateVerb, entity_id: str, before: bool | None, since: float) -> None:
        self.verb = verb
        self.entity_id = entity_id
        self.before = before
        """The switch's position on the server, None where unknown: an earlier attempt may have moved it."""
        self.wanted = bool(before)
        self.since = since
        self.token: PatchToken | None = None
        self.under_way: PatchToken | None = None
        """What the call shows that is under way."""
        self.attempts = 0
        self.noted: tuple[bool, str] | None = None
        """What the disk has as meant; None where it has nothing."""
        self.is_restored = False
        """Whether it comes from disk alone, where other processes find it too."""
        self.changed = asyncio.Event()

    @property
    def key(self) -> EntityKey:
        """The entity to be switched."""
        return self.verb.kind, self.entity_id

    @property
    def meant(self) -> tuple[bool, str]:
        """What is wanted, and in which terms."""
        return self.wanted, self.verb.terms

    @property
    def settled(self) -> bool:
        """Whether the server certainly has it as wanted."""
        return self.before is not None and self.before == self.wanted


class Wishes:
    """All wishes of a session that are not fulfilled yet; one call per entity and verb at a time."""

    def __init__(
        self,
        *,
        store: Store,
        remote: Remote,
        connection: Connection,
        mutations: MutationLog,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        backoff: Callable[[], Backoff] = Backoff,
    ) -> None:
        self._store = store
        self._remote = remote
        self._connection = connection
        self._mutations = mutations
        self._notices = notices
        self._tasks = tasks
        self._clock = clock
        self._backoff = backoff
        self._wishes: dict[tuple[str, str], Wish] = {}
        self._observers: list[Callable[[Outcome], None]] = []

    def observe(self, callback: Callable[[Outcome], None]) -> None:
        """Call back with what became of each wish, as long as the session lasts."""
        self._observers.append(callback)

    def waits(self, verb_name: str, entity_id: str) -> bool:
        """Whether such a wish is on its way."""
        return (entity_id, verb_name) in self._wishes

    def want(self, verb: StateVerb, entity: Switched, on: bool) -> None:
        """Switch: on screen at once, on the server as soon as may be."""
        wish = self._wishes.get((entity.id, verb.name))
        if wish is None:
            before = verb.stands(entity) if verb.is_told(entity) else None
            self._begin(Wish(verb, entity.id, before, self._clock.time()), on)
        elif wish.meant != (on, verb.terms):
            self._change(wish, verb, on)

    def restore(self) -> None:
        """Take up what was not done when the last session ended."""
        for mutation in self._mutations.all():
            verb = verb_of(mutation.verb, mutation.terms)
            if verb is None or (mutation.id, mutation.verb) in self._wishes:
                continue
            wish = Wish(verb, mutation.id, None, mutation.created_at)
            wish.noted = (mutation.wanted, mutation.terms)
            wish.is_restored = True
            # That session may have been killed in its first attempt.
            wish.attempts = max(1, mutation.attempts)
            wish.wanted = not mutation.wanted
            self._begin(wish, mutation.wanted)

    def save(self) -> None:
        """Write down what is still to be done, at the end of the session, and only that."""
        for wish in self._wishes.values():
            # A call under way may have moved the switch before it was wished back.
            if wish.settled and wish.under_way is None:
                self._strike(wish)
            elif wish.noted != wish.meant:
                self._note(wish)

    def _begin(self, wish: Wish, on: bool) -> None:
        self._wishes[wish.entity_id, wish.verb.name] = wish
        self._change(wish, wish.verb, on)
        self._tasks.spawn(self._run(wish), f"sending a {wish.verb.noun.lower()}")

    def _change(self, wish: Wish, verb: StateVerb, on: bool) -> None:
        """Make this the last wish. The patch of a call under way stays beneath until that call is answered."""
        if verb.terms != wish.verb.terms and on:
            wish.before = None
        wish.verb = verb
        wish.wanted = on
        wish.is_restored = wish.is_restored and wish.noted == wish.meant
        if wish.token is not None and wish.token is not wish.under_way:
            self._store.settle(wish.token, None)
        wish.token = self._store.push(wish.key, wish.verb.patch(on))
        wish.changed.set()

    async def _run(self, wish: Wish) -> None:
        backoff = self._backoff()
        while not wish.settled:
            wish.changed.clear()
            if wish.noted != wish.meant:
                await asyncio.wrap_future(self._note(wish))
                continue
            if wish.is_restored and not self._mutations.holds(wish.key, wish.verb.name, *wish.meant):
                break
            meant, verb, wanted, token = wish.meant, wish.verb, wish.wanted, wish.token
            wish.under_way = token
            wish.attempts += 1
            try:
                reply = await self._send(wish, wanted)
            except ServerError as error:
                wish.under_way = None
                if error.sent:
                    wish.before = None
                if wish.token is not token and token is not None:
                    self._store.settle(token, None)
                if wish.meant == meant and not await self._survives(wish, error, backoff):
                    break
            else:
                wish.under_way = None
                # Done in other terms than those wished by now, it is not known how it stands in these.
                wish.before = wanted if wish.verb.terms == verb.terms else None
                self._accept(wish, token, reply, verb, wanted)
        self._finish(wish)

    def _send(self, wish: Wish, on: bool) -> Awaitable[Switched | None]:
        return self._remote.call(lambda client: wish.verb.send(client, wish.entity_id, on))

    async def _survives(self, wish: Wish, error: ServerError, backoff: Backoff) -> bool:
        """After a failed attempt: wait for a better moment, or end the wish; False when it was taken back."""
        if self._can_wait(error):
            return await self._wait(wish, error, backoff)
        meant = wish.meant
        await self._find_out(wish, error)
        is_unknown = not wish.settled and await self._is_unknown(wish, error)
        if wish.settled:
            self._tell(Outcome(wish.verb, wish.entity_id, wish.wanted, None))
        if wish.settled or wish.meant != meant:
            return True
        self._give_up(wish, error, is_unknown=is_unknown)
        return False

    def _accept(
        self, wish: Wish, token: PatchToken | None, reply: Switched | None, verb: StateVerb, wanted: bool
    ) -> None:
        if token is None:
            return
        if wish.token is token:
            wish.token = None
        is_told = reply is not None and reply.id == wish.entity_id
        if reply is not None and is_told and (verb.is_on(reply) == wanted or verb.stands(reply)):
            self._store.settle(token, reply)
        else:
            # Some servers answer with the state before, or with another post: the success is what counts.
            self._store.confirm(token)
        self._tell(Outcome(verb, wish.entity_id, wanted, None))

    def _tell(self, outcome: Outcome) -> None:
        for callback in tuple(self._observers):
            callback(outcome)

    def _can_wait(self, error: ServerError) -> bool:
        if self._connection.state == "signed_out":
            return True
        if isinstance(error, Unavailable):
            return error.code in GATEWAY_TROUBLE
        return isinstance(error, (Unreachable, RateLimited)) and error.retryable

    async def _wait(self, wish: Wish, error: ServerError, backoff: Backoff) -> bool:
        """Wait until another attempt is worth it; False when the wish lapsed meanwhile. It is on disk already."""
        self._say_waiting(wish, error)
        deadline = None if wish.verb.lapses is None or not wish.wanted else wish.since + wish.verb.lapses
        again = self._connection.ready() if not self._connection.usable else self._clock.sleep(backoff.next())
        waits: list[Awaitable[object]] = [again, wish.changed.wait()]
        if deadline is not None:
            waits.append(self._clock.sleep(max(0.0, deadline - self._clock.time())))
        await first_of(*waits)
        if deadline is None or self._clock.time() < deadline or not wish.wanted:
            return True
        self._take_back(wish)
        self._notices.post(f"{wish.verb.noun} given up: the server could not be reached in time.", "warning")
        self._tell(Outcome(wish.verb, wish.entity_id, wish.wanted, ""))
        return False

    def _say_waiting(self, wish: Wish, error: ServerError) -> None:
        if isinstance(error, RateLimited):
            why = "the server is busy"
        elif isinstance(error, Unavailable):
            why = "the server has trouble"
        else:
            why = "the server cannot be reached" if error.retryable else "you are signed out"
        until = self._connection.until
        then = f"Trying again at {clock_time(until.timestamp())}." if until else "It is sent when the server answers."
        what = wish.verb.words(wish.wanted) if wish.verb.off_noun else wish.verb.noun
        self._notices.post(f"{what} waits: {why}. {then}", "warning", key=_notice_key(wish))

    async def _find_out(self, wish: Wish, error: ServerError) -> None:
        """Look whether it is as wished all the same: a garbled answer, or a first attempt that had worked.

        Hollo refuses a favourite that is there already with a 404.
        """
        is_repeated = wish.attempts > 1 and isinstance(error, (Missing, Invalid, Conflict))
        if not is_repeated and not isinstance(error, BadAnswer):
            return
        try:
            found = await self._remote.call(lambda client: wish.verb.look(client, wish.entity_id))
        except ServerError:
            return
        if isinstance(found, Status):
            self._store.put_statuses([found])
        elif found is not None:
            self._store.put_relationships([found])
        if found is not None:
            wish.before = wish.verb.stands(found)

    async def _is_unknown(self, wish: Wish, error: ServerError) -> bool:
        """Whether the server knows no such act at all, rather than not this person."""
        if wish.verb.kind != "relationship" or not isinstance(error, Missing):
            return False
        if not error.may_be_gone:
            return True
        if error.code == 410:
            return False
        try:
            await self._remote.call(lambda client: client.accounts.get(wish.entity_id))
        except ServerError:
            return False
        return True

    def _give_up(self, wish: Wish, error: ServerError, *, is_unknown: bool) -> None:
        self._take_back(wish)
        what = wish.verb.words(wish.wanted)
        self._notices.post(f"{what} refused. {error}", "error", key=_notice_key(wish))
        is_missing = isinstance(error, Missing) and error.may_be_gone
        self._tell(Outcome(wish.verb, wish.entity_id, wish.wanted, str(error), is_unknown, is_missing))

    def _take_back(self, wish: Wish) -> None:
        if wish.token is not None:
            self._store.settle(wish.token, None)
            wish.token = None

    def _finish(self, wish: Wish) -> None:
        self._take_back(wish)
        self._wishes.pop((wish.entity_id, wish.verb.name), None)
        self._strike(wish)

    def _strike(self, wish: Wish) -> None:
        """Nothing of it is to be done any more."""
        noted, wish.noted = wish.noted, None
        if noted is not None:
            self._mutations.forget(wish.key, wish.verb.name, *noted)

    def _note(self, wish: Wish) -> Future[None]:
        wish.noted = wish.meant
        return self._mutations.keep(
            Mutation(
                kind=wish.verb.kind,
                id=wish.entity_id,
                verb=wish.verb.name,
                wanted=wish.wanted,
                created_at=wish.since,
                attempts=wish.attempts,
                terms=wish.verb.terms,
            )
        )


def _notice_key(wish: Wish) -> str:
    return f"{wish.verb.name}:{wish.entity_id}"
