"""State verbs: what can be switched on and off on a post, idempotent on the server. Of people: `person_verbs`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import UNSET, Struct

from tootui.model.account import Relationship
from tootui.model.base import StatusId, known
from tootui.model.status import Status
from tootui.store import patches
from tootui.store.patches import Patch

if TYPE_CHECKING:
    from tootui.api.client import Client

Switched: TypeAlias = Status | Relationship
"""What has switches. A relationship goes by the id of the account."""

SwitchedKind: TypeAlias = Literal["status", "relationship"]


class StateVerb(Struct, frozen=True):
    """One switch.

    It is on where one of ``flags`` is set. ``send`` switches and gives the answer, if there is one; a wish to switch
    on ``lapses`` after so many seconds of waiting. ``noun`` and ``off_noun`` name switching on and off in sentences.

    Where there is more to it than on and off, ``terms`` holds that in JSON, to be kept on disk, and ``agrees`` tells
    whether an entity is as these terms want it.
    """

    name: str
    noun: str
    kind: SwitchedKind
    flags: tuple[str, ...]
    patch: Callable[[bool], Patch]
    send: Callable[[Client, str, bool], Awaitable[Switched | None]]
    lapses: float | None = None
    off_noun: str = ""
    terms: str = ""
    agrees: Callable[[Switched], bool] | None = None

    def words(self, on: bool) -> str:
        """What is wished, for a sentence about it."""
        return self.noun if on else self.off_noun or f"Taking back the {self.noun.lower()}"

    def stands(self, entity: Switched) -> bool:
        """Whether the switch is on already, and in these terms."""
        return self.is_on(entity) if self.agrees is None else self.agrees(entity)

    def is_on(self, entity: Switched) -> bool:
        """The switch's present position; "not told" counts as off."""
        return any(known(getattr(entity, flag), False) for flag in self.flags)

    def is_told(self, entity: Switched) -> bool:
        """Whether the server said how it stands; of posts it says so of all, or means off."""
        return self.kind == "status" or any(getattr(entity, flag) is not UNSET for flag in self.flags)

    async def look(self, client: Client, entity_id: str) -> Switched | None:
        """Read the entity from the server.

        Raises:
            ServerError: it cannot be read.
        """
        if self.kind == "status":
            return (await client.statuses.get(entity_id)).inner
        return next(iter(await client.accounts.relationships(id=[entity_id])), None)


async def _favourite(client: Client, status_id: StatusId, on: bool) -> Status:
    return (await (client.statuses.favourite(status_id) if on else client.statuses.unfavourite(status_id))).inner


async def _reblog(client: Client, status_id: StatusId, on: bool) -> Status:
    return (await (client.statuses.reblog(status_id) if on else client.statuses.unreblog(status_id))).inner


async def _bookmark(client: Client, status_id: StatusId, on: bool) -> Status:
    return (await (client.statuses.bookmark(status_id) if on else client.statuses.unbookmark(status_id))).inner


async def _pin(client: Client, status_id: StatusId, on: bool) -> Status:
    return (await (client.statuses.pin(status_id) if on else client.statuses.unpin(status_id))).inner


async def _mute_conversation(client: Client, status_id: StatusId, on: bool) -> Status:
    return (await (client.statuses.mute(status_id) if on else client.statuses.unmute(status_id))).inner


FAVOURITE = StateVerb("favourite", "Favourite", "status", ("favourited",), patches.favourite, _favourite)
REBLOG = StateVerb("reblog", "Boost", "status", ("reblogged",), patches.reblog, _reblog, lapses=600.0)
BOOKMARK = StateVerb("bookmark", "Bookmark", "status", ("bookmarked",), patches.bookmark, _bookmark)
PIN = StateVerb("pin", "Pin", "status", ("pinned",), patches.pin, _pin)
MUTE_CONVERSATION = StateVerb(
    "mute_conversation", "Mute of the conversation", "status", ("muted",), patches.mute_conversation, _mute_conversation
)

_POST_VERBS = {verb.name: verb for verb in (FAVOURITE, REBLOG, BOOKMARK, PIN, MUTE_CONVERSATION)}


def verb_of(name: str, terms: str) -> StateVerb | None:
    """The verb that was written down, None where it is none of this version's."""
    if name in _POST_VERBS:
        return _POST_VERBS[name]
    from tootui.service.person_verbs import person_verb

    return person_verb(name, terms)
