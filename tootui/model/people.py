"""Accounts in company: why one is shown, for how long one is muted, who else follows."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.account import Account, CustomEmoji, Field, PlainField
from tootui.model.base import AccountId, Entity, Html, Lines, Moment


class MutedAccount(Account, frozen=True, kw_only=True):
    """Somebody the reader mutes; for ever where ``mute_expires_at`` is None."""

    mute_expires_at: Moment | None = None


class FamiliarFollowers(Entity, frozen=True, kw_only=True):
    """Those of an account's followers whom the reader follows."""

    id: AccountId
    accounts: list[Account] = []


class Suggestion(Entity, frozen=True, kw_only=True):
    """Somebody to follow. ``sources`` says why (``friends_of_friends``, ``featured`` …); before 4.3 ``source`` did."""

    account: Account
    sources: list[str] = []
    source: str | None = None


class Profile(Entity, frozen=True, kw_only=True):
    """The reader's own profile to be edited: plain texts, and beside them the HTML that others see."""

    id: AccountId
    display_name: str = ""
    note: Lines = ""
    formatted_note: Html = ""
    fields: list[PlainField] = []
    formatted_fields: list[Field] = []
    avatar: str | None = None
    avatar_static: str | None = None
    avatar_description: Lines = ""
    header: str | None = None
    header_static: str | None = None
    header_description: Lines = ""
    locked: bool = False
    bot: bool = False
    hide_collections: bool | None = None
    discoverable: bool | None = None
    indexable: bool = False
    show_media: bool | UnsetType = UNSET
    show_media_replies: bool | UnsetType = UNSET
    show_featured: bool | UnsetType = UNSET
    attribution_domains: list[str] = []
    emojis: list[CustomEmoji] = []


class Person(Entity, frozen=True, kw_only=True):
    """As much of an account as is needed to name somebody in a post."""

    acct: str = ""
    username: str = ""
    display_name: str = ""
    is_followed: bool = False
