"""`/api/v1/accounts`: people, what they posted, and how the reader relates to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Unpack

from tootui.api.capabilities import Capabilities
from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, OneOf, Resource, path
from tootui.api.transport import Transport, Value
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId
from tootui.model.errors import Missing
from tootui.model.lists import UserList
from tootui.model.people import FamiliarFollowers
from tootui.model.status import Status
from tootui.model.tags import FeaturedTag

_UNRELATED_IN_A_ROW = 3


class Accounts(Resource):
    """Reads profiles and what belongs to them; follows, mutes, blocks."""

    def __init__(self, transport: Transport, capabilities: Capabilities) -> None:
        super().__init__(transport, capabilities)
        self._unrelated = 0
        """How often in a row it was not to be had how one relates."""

    async def verify_credentials(self) -> Account:
        """Who the token belongs to, with ``source`` and ``role``."""
        return await self._one("/api/v1/accounts/verify_credentials", Account)

    async def update_credentials(
        self,
        *,
        display_name: str | None = None,
        note: str | None = None,
        avatar: Path | None = None,
        header: Path | None = None,
        locked: bool | None = None,
        bot: bool | None = None,
        discoverable: bool | None = None,
        hide_collections: bool | None = None,
        indexable: bool | None = None,
        attribution_domains: Sequence[str] | None = None,
        fields_attributes: Sequence[Mapping[str, str]] | None = None,
        source: Mapping[str, str | bool] | None = None,
    ) -> Account:
        """Change the own profile and posting defaults.

        Args:
            fields_attributes: all rows of the table, each with ``name`` and ``value``.
            source: of ``privacy``, ``sensitive``, ``language``, ``quote_policy`` those that change.

        Raises:
            MediaError: a picture cannot be read, or is not taken by the server.
        """
        params: dict[str, Value] = {
            "display_name": display_name,
            "note": note,
            "locked": locked,
            "bot": bot,
            "discoverable": discoverable,
            "hide_collections": hide_collections,
            "indexable": indexable,
            "attribution_domains": attribution_domains,
            "fields_attributes": fields_attributes,
            "source": source,
        }
        pictures = {"avatar": avatar, "header": header}
        return await self._illustrate("PATCH", "/api/v1/accounts/update_credentials", Account, params, pictures)

    async def get(self, id: AccountId) -> Account:
        """One profile."""
        return await self._one(path("/api/v1/accounts/{}", id), Account)

    async def several(self, *, id: Sequence[AccountId]) -> list[Account]:
        """Several profiles; those unknown to the server are missing."""
        return await self._all("/api/v1/accounts", Account, {"id": id}, feature=Feature.SEVERAL_AT_ONCE)

    async def lookup(self, *, acct: str) -> Account:
        """The profile that an address (``name`` or ``name@server``) names, of those the server knows already."""
        return await self._one("/api/v1/accounts/lookup", Account, {"acct": acct})

    def search(
        self,
        *,
        q: str,
        limit: int | None = None,
        offset: int | None = None,
        resolve: bool | None = None,
        following: bool | None = None,
    ) -> Paged[Account]:
        """People by name or address; ``resolve`` asks other servers too."""
        params: dict[str, Value] = {"q": q, "offset": offset, "resolve": resolve, "following": following}
        return self._paged("/api/v1/accounts/search", Account, {"limit": limit}, params, order=Order.OFFSETS)

    async def relationships(self, *, id: Sequence[AccountId], with_suspended: bool | None = None) -> list[Relationship]:
        """How the reader relates to several accounts; those unknown to the server are missing.

        One 404 may be about one of them (Takahe); several one after the other are about the server.
        """
        params: dict[str, Value] = {"id": id, "with_suspended": with_suspended}
        target, feature = OneOf("/api/v1/accounts/relationships"), Feature.RELATIONSHIPS
        try:
            found = await self._all(target, Relationship, params, feature=feature)
        except Missing:
            self._unrelated += 1
            if self._unrelated >= _UNRELATED_IN_A_ROW:
                self._capabilities.switch_off(feature)
            raise
        self._unrelated = 0
        return found

    async def familiar_followers(self, *, id: Sequence[AccountId]) -> list[FamiliarFollowers]:
        """For each account, those of its followers whom the reader follows."""
        return await self._all(
            "/api/v1/accounts/familiar_followers", FamiliarFollowers, {"id": id}, feature=Feature.FAMILIAR_FOLLOWERS
        )

    def statuses(
        self,
        id: AccountId,
        *,
        only_media: bool | None = None,
        exclude_replies: bool | None = None,
        exclude_reblogs: bool | None = None,
        exclude_direct: bool | None = None,
        pinned: bool | None = None,
        tagged: str | None = None,
        **bounds: Unpack[Bounds],
    ) -> Paged[Status]:
        """What an account posted, newest first."""
        params = {
            "only_media": only_media,
            "exclude_replies": exclude_replies,
            "exclude_reblogs": exclude_reblogs,
            "exclude_direct": exclude_direct,
            "pinned": pinned,
            "tagged": tagged,
        }
        return self._paged(path("/api/v1/accounts/{}/statuses", id), Status, bounds, params)

    def followers(self, id: AccountId, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Who follows an account; empty where it hides that."""
        return self._paged(path("/api/v1/accounts/{}/followers", id), Account, bounds, order=Order.LINKS)

    def following(self, id: AccountId, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Whom an account follows; empty where it hides that."""
        return self._paged(path("/api/v1/accounts/{}/following", id), Account, bounds, order=Order.LINKS)

    async def featured_tags(self, id: AccountId) -> list[FeaturedTag]:
        """The hashtags that an account shows on its profile."""
        target = path("/api/v1/accounts/{}/featured_tags", id)
        return await self._all(target, FeaturedTag, feature=Feature.FEATURED_TAGS)

    def endorsements(self, id: AccountId, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """The people whom an account features on its profile."""
        target = path("/api/v1/accounts/{}/endorsements", id)
        return self._paged(target, Account, bounds, order=Order.LINKS, feature=Feature.ENDORSEMENTS)

    async def lists(self, id: AccountId) -> list[UserList]:
        """Those of the reader's lists that hold an account."""
        return await self._all(path("/api/v1/accounts/{}/lists", id), UserList, feature=Feature.LISTS)

    async def follow(
        self,
        id: AccountId,
        *,
        reblogs: bool | None = None,
        notify: bool | None = None,
        languages: Sequence[str] | None = None,
    ) -> Relationship:
        """Follow, or change how: with boosts, with a notification for each post, in some languages only.

        The answer may lag behind: Takahe says neither ``following`` nor ``requested`` for a moment.
        """
        body = {"reblogs": reblogs, "notify": notify, "languages": languages}
        return await self._write("POST", path("/api/v1/accounts/{}/follow", id), Relationship, body)

    async def unfollow(self, id: AccountId) -> Relationship:
        """Follow no longer, or take back a request to."""
        return await self._act(id, "unfollow")

    async def remove_from_followers(self, id: AccountId) -> Relationship:
        """Let somebody follow no longer."""
        return await self._act(id, "remove_from_followers")

    async def block(self, id: AccountId) -> Relationship:
        """Block: neither sees the other any more. The server's timelines are clean only a while after it answered."""
        return await self._act(id, "block")

    async def unblock(self, id: AccountId) -> Relationship:
        """Block no longer."""
        return await self._act(id, "unblock")

    async def mute(
        self, id: AccountId, *, notifications: bool | None = None, duration: int | None = None
    ) -> Relationship:
        """Mute, with notifications unless told otherwise, for ``duration`` seconds or (0) for ever."""
        body = {"notifications": notifications, "duration": duration}
        return await self._write("POST", path("/api/v1/accounts/{}/mute", id), Relationship, body)

    async def unmute(self, id: AccountId) -> Relationship:
        """Mute no longer."""
        return await self._act(id, "unmute")

    async def endorse(self, id: AccountId) -> Relationship:
        """Feature somebody on the own profile; one must follow them. Before 4.4 that was called pinning."""
        return await self._act(id, "endorse" if self._endorses() else "pin", Feature.ENDORSEMENTS)

    async def unendorse(self, id: AccountId) -> Relationship:
        """Feature somebody no longer."""
        return await self._act(id, "unendorse" if self._endorses() else "unpin", Feature.ENDORSEMENTS)

    async def note(self, id: AccountId, *, comment: str) -> Relationship:
        """Keep a private note about somebody; an empty one clears it."""
        target = path("/api/v1/accounts/{}/note", id)
        return await self._write("POST", target, Relationship, {"comment": comment}, feature=Feature.ACCOUNT_NOTES)

    def _endorses(self) -> bool:
        # The same version brought both.
        return self._capabilities.offers(Feature.FEATURING_TAGS)

    async def _act(self, id: AccountId, verb: str, feature: Feature | None = None) -> Relationship:
        return await self._write("POST", path("/api/v1/accounts/{}/" + verb, id), Relationship, feature=feature)
