"""State verbs about people, and how they are meant: a mute for an hour, a follow without boosts, a note's words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct, UnsetType

from tootui.model.account import Relationship
from tootui.model.base import AccountId, known
from tootui.service.verbs import StateVerb, Switched
from tootui.store import patches

if TYPE_CHECKING:
    from tootui.api.client import Client

T = TypeVar("T", bound=Struct)


class FollowTerms(Struct, frozen=True, omit_defaults=True):
    """How to follow somebody; None leaves it as it is, no languages stand for all.

    ``asks``: they are known to want to be asked first.
    """

    asks: bool = False
    reblogs: bool | None = None
    notify: bool | None = None
    languages: tuple[str, ...] | None = None

    def held_by(self, entity: Switched) -> bool:
        """Whether somebody is followed, or asked, just so."""
        if not isinstance(entity, Relationship) or not FOLLOW.is_on(entity):
            return False
        pairs = ((self.reblogs, known(entity.showing_reblogs, True)), (self.notify, known(entity.notifying, False)))
        languages = () if isinstance(entity.languages, UnsetType) else tuple(entity.languages or ())
        return all(wanted in (None, present) for wanted, present in pairs) and self.languages in (None, languages)


class MuteTerms(Struct, frozen=True, omit_defaults=True):
    """How to mute somebody: for ``seconds`` or (0) until further notice, with or without what they notify of."""

    seconds: int = 0
    notifications: bool = True


class NoteTerms(Struct, frozen=True):
    """What to note about somebody; nothing clears the note."""

    comment: str


class ServerTerms(Struct, frozen=True):
    """Which server to block."""

    domain: str


def _acting(on: str, off: str) -> Callable[[Client, AccountId, bool], Awaitable[Relationship]]:
    def send(client: Client, account_id: AccountId, wanted: bool) -> Awaitable[Relationship]:
        act: Callable[[AccountId], Awaitable[Relationship]] = getattr(client.accounts, on if wanted else off)
        return act(account_id)

    return send


FOLLOW = StateVerb(
    "follow",
    "Follow",
    "relationship",
    ("following", "requested"),
    patches.follow,
    _acting("follow", "unfollow"),
    off_noun="Unfollowing",
)
MUTE = StateVerb(
    "mute", "Mute", "relationship", ("muting",), patches.mute, _acting("mute", "unmute"), off_noun="Unmuting"
)
BLOCK = StateVerb(
    "block", "Block", "relationship", ("blocking",), patches.block, _acting("block", "unblock"), off_noun="Unblocking"
)
ENDORSE = StateVerb(
    "endorse",
    "Featuring",
    "relationship",
    ("endorsed",),
    patches.endorse,
    _acting("endorse", "unendorse"),
    off_noun="Featuring no longer",
)
FOLLOWER = StateVerb(
    "follower",
    "Follower",
    "relationship",
    ("followed_by",),
    patches.follower,
    _acting("remove_from_followers", "remove_from_followers"),
    off_noun="Removing the follower",
)
"""Can be switched off only: nobody makes others follow."""


def following(terms: FollowTerms) -> StateVerb:
    """Follow in some way, or change the way in which somebody is followed."""
    patch = partial(
        patches.follow, asks=terms.asks, reblogs=terms.reblogs, notify=terms.notify, languages=terms.languages
    )

    def send(client: Client, account_id: AccountId, on: bool) -> Awaitable[Relationship]:
        if not on:
            return client.accounts.unfollow(account_id)
        return client.accounts.follow(account_id, reblogs=terms.reblogs, notify=terms.notify, languages=terms.languages)

    return msgspec.structs.replace(FOLLOW, patch=patch, send=send, terms=_written(terms), agrees=terms.held_by)


def muting(terms: MuteTerms) -> StateVerb:
    """Mute in some way. For how long somebody is muted servers do not tell beside that, so it is always sent."""

    def send(client: Client, account_id: AccountId, on: bool) -> Awaitable[Relationship]:
        if not on:
            return client.accounts.unmute(account_id)
        return client.accounts.mute(account_id, notifications=terms.notifications, duration=terms.seconds)

    patch = partial(patches.mute, notifications=terms.notifications)
    return msgspec.structs.replace(MUTE, patch=patch, send=send, terms=_written(terms), agrees=lambda _: False)


def noting(terms: NoteTerms) -> StateVerb:
    """Keep a note about somebody."""

    async def send(client: Client, account_id: AccountId, _on: bool) -> Relationship:
        return await client.accounts.note(account_id, comment=terms.comment)

    return StateVerb(
        "note",
        "Note",
        "relationship",
        ("note",),
        lambda _on: patches.note(terms.comment),
        send,
        terms=_written(terms),
        agrees=lambda entity: isinstance(entity, Relationship) and known(entity.note, "") == terms.comment,
    )


def blocking_server(terms: ServerTerms) -> StateVerb:
    """Block the server of somebody. The answer tells nothing of them, and asked at once the server may not know yet."""

    async def send(client: Client, _account_id: AccountId, on: bool) -> None:
        act = client.domain_blocks.add if on else client.domain_blocks.remove
        await act(domain=terms.domain)

    return StateVerb(
        "block_server",
        f"Block of {terms.domain}",
        "relationship",
        ("domain_blocking",),
        patches.block_server,
        send,
        off_noun=f"Unblocking {terms.domain}",
        terms=_written(terms),
    )


_PLAIN = {verb.name: verb for verb in (FOLLOW, MUTE, BLOCK, ENDORSE, FOLLOWER)}


def person_verb(name: str, terms: str) -> StateVerb | None:
    """The verb that was written down with its terms, None where it is none of this version's."""
    try:
        match name:
            case "follow" if terms:
                return following(_read(terms, FollowTerms))
            case "mute" if terms:
                return muting(_read(terms, MuteTerms))
            case "note":
                return noting(_read(terms, NoteTerms))
            case "block_server":
                return blocking_server(_read(terms, ServerTerms))
    except msgspec.DecodeError:
        return None
    return _PLAIN.get(name)


def _written(terms: Struct) -> str:
    return msgspec.json.encode(terms).decode()


def _read(terms: str, kind: type[T]) -> T:
    return msgspec.json.decode(terms, type=kind)
