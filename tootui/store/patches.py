"""The reader's wishes as pure changes on top of what the server said.

A patch is a function of the base value, so that it stays right when the base moves: a favourite that the server has
already counted is not counted a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from tootui.model.account import Relationship
from tootui.model.base import Entity, EntityKey, known
from tootui.model.status import Status

E = TypeVar("E", bound=Entity)

Patch: TypeAlias = Callable[[Entity], Entity]
"""Gives the wished value from a base value of the same kind; never changes its argument."""


class PatchToken(Struct, frozen=True, gc=False):
    """Names one pending patch of one entity."""

    key: EntityKey
    number: int


def favourite(on: bool) -> Patch:
    """The post favourited by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _of_kind(Status, entity)
        if known(status.favourited, False) == on:
            return status
        return replace(status, favourited=on, favourites_count=_counted(status.favourites_count, on))

    return patch


def reblog(on: bool) -> Patch:
    """The post boosted by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _of_kind(Status, entity)
        if known(status.reblogged, False) == on:
            return status
        return replace(status, reblogged=on, reblogs_count=_counted(status.reblogs_count, on))

    return patch


def bookmark(on: bool) -> Patch:
    """The post bookmarked by the reader, or not."""
    return _switch(Status, "bookmarked", on)


def pin(on: bool) -> Patch:
    """The post pinned to the reader's own profile, or not."""
    return _switch(Status, "pinned", on)


def mute_conversation(on: bool) -> Patch:
    """No notifications of the post's thread any more, or again."""
    return _switch(Status, "muted", on)


def follow(
    on: bool,
    *,
    asks: bool = False,
    reblogs: bool | None = None,
    notify: bool | None = None,
    languages: tuple[str, ...] | None = None,
) -> Patch:
    """The account followed, or neither followed nor asked.

    Args:
        asks: the account is known to want to be asked first; where that is not known, the server tells.
        reblogs, notify, languages: how it is followed, where that is to change; no languages stand for all.
    """

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        if not on:
            return _without_following(relationship)
        changes: dict[str, object] = {}
        if not (known(relationship.following, False) or known(relationship.requested, False)):
            changes |= {"following": not asks, "requested": asks}
        told = {"showing_reblogs": reblogs, "notifying": notify}
        changes |= {name: value for name, value in told.items() if value is not None}
        if languages is not None:
            changes["languages"] = list(languages) or None
        return replace(relationship, **changes) if changes else relationship

    return patch


def follower(on: bool) -> Patch:
    """The account follows the reader, or does so no more."""
    return _switch(Relationship, "followed_by", on)


def mute(on: bool, *, notifications: bool = True) -> Patch:
    """The account muted, as a rule with its notifications, or not."""

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        is_told_nothing = on and notifications
        if (relationship.muting, relationship.muting_notifications) == (on, is_told_nothing):
            return relationship
        return replace(relationship, muting=on, muting_notifications=is_told_nothing)

    return patch


def block(on: bool) -> Patch:
    """The account blocked, which ends following both ways, or not."""
    return _cut_off("blocking", on)


def block_server(on: bool) -> Patch:
    """The server of the account blocked, which ends following both ways, or not."""
    return _cut_off("domain_blocking", on)


def endorse(on: bool) -> Patch:
    """The account shown on the reader's own profile, or not."""
    return _switch(Relationship, "endorsed", on)


def note(comment: str) -> Patch:
    """What the reader notes about the account, for themselves."""

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        return relationship if relationship.note == comment else replace(relationship, note=comment)

    return patch


def _cut_off(flag: str, on: bool) -> Patch:
    """One yes or no that leaves nothing of following either way."""

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        if known(getattr(relationship, flag), False) == on:
            return relationship
        changes: dict[str, object] = {flag: on}
        return (
            replace(_without_following(relationship), **changes, followed_by=False)
            if on
            else replace(relationship, **changes)
        )

    return patch


def _without_following(relationship: Relationship) -> Relationship:
    """Neither followed nor asked, and so not featured either, as Mastodon has it."""
    if not (known(relationship.following, False) or known(relationship.requested, False)):
        return relationship
    return replace(relationship, following=False, requested=False, notifying=False, endorsed=False)


def _switch(kind: type[E], flag: str, on: bool) -> Patch:
    """One yes or no of an entity, without a count beside it."""

    def patch(entity: Entity) -> Entity:
        entity = _of_kind(kind, entity)
        return entity if known(getattr(entity, flag), False) == on else replace(entity, **{flag: on})

    return patch


def _of_kind(kind: type[E], entity: Entity) -> E:
    if not isinstance(entity, kind):
        raise TypeError(f"a patch of a {kind.__name__} was pushed on a {type(entity).__name__}")
    return entity


def _counted(count: int | UnsetType, on: bool) -> int | UnsetType:
    """One more or one less; a count that the server does not give stays unknown."""
    return UNSET if isinstance(count, UnsetType) else max(0, count + (1 if on else -1))
