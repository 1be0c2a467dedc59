"""Answers that come after something was done, and may be older than that: what they say is asked for once more."""

from __future__ import annotations

import logging

from tootui.model.base import EntityKey
from tootui.model.errors import ServerError
from tootui.model.status import Status
from tootui.service.clock import SECONDS_IN_DOUBT, Clock
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.service.verbs import Switched, SwitchedKind
from tootui.service.wishes import Outcome, Wishes
from tootui.store.entities import Store

log = logging.getLogger(__name__)


class LateAnswers:
    """Looks whether posts or relationships are told otherwise than the server has just made them."""

    def __init__(
        self, kind: SwitchedKind, *, store: Store, wishes: Wishes, remote: Remote, tasks: Tasks, clock: Clock
    ) -> None:
        self._kind = kind
        self._store = store
        self._wishes = wishes
        self._remote = remote
        self._tasks = tasks
        self._clock = clock
        self._done: dict[tuple[str, str], tuple[Outcome, float]] = {}
        """What the server did just now, by ids and verbs."""
        self._asking: set[tuple[str, str]] = set()
        wishes.observe(self._came_out)
        store.observe(self._entities_changed)

    def _came_out(self, outcome: Outcome) -> None:
        if outcome.verb.kind == self._kind and outcome.refusal is None:
            now = self._clock.time()
            self._done = {key: one for key, one in self._done.items() if now - one[1] <= SECONDS_IN_DOUBT}
            self._done[outcome.entity_id, outcome.verb.name] = (outcome, now)

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        for key, (outcome, when) in tuple(self._done.items()):
            entity_id, verb_name = key
            told = self._base(entity_id) if (self._kind, entity_id) in keys else None
            if told is None or self._wishes.waits(verb_name, entity_id):
                continue
            if self._clock.time() - when > SECONDS_IN_DOUBT:
                del self._done[key]
            elif not _is_as_done(outcome, told) and key not in self._asking:
                self._asking.add(key)
                self._tasks.spawn(self._ask_again(key, outcome), "asking for what was done")

    def _base(self, entity_id: str) -> Switched | None:
        of_status = self._kind == "status"
        return self._store.base_status(entity_id) if of_status else self._store.base_relationship(entity_id)

    async def _ask_again(self, key: tuple[str, str], outcome: Outcome) -> None:
        """What is told now holds; another late answer may still come after it, and is told from it by that."""
        entity_id, _ = key
        try:
            found = await self._remote.call(lambda client: outcome.verb.look(client, entity_id))
        except ServerError as error:
            log.info("Whether it is as it was done: %s", error)
            self._forget(key, outcome)
            return
        finally:
            self._asking.discard(key)
        if found is None or not _is_as_done(outcome, found):  # it was undone elsewhere
            self._forget(key, outcome)
        if isinstance(found, Status):
            self._store.put_statuses([found])
        elif found is not None:
            self._store.put_relationships([found])

    def _forget(self, key: tuple[str, str], outcome: Outcome) -> None:
        if (done := self._done.get(key)) is not None and done[0] is outcome:
            del self._done[key]


def _is_as_done(outcome: Outcome, entity: Switched) -> bool:
    """Whether an entity stands as the server was found to have made it, also in the terms of the wish."""
    return outcome.verb.patch(outcome.wanted)(entity) == entity
