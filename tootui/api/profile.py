"""`/api/v1/profile`: the own profile as plain text (from 4.6), and its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.api.transport import Value
from tootui.model.account import Account
from tootui.model.people import Profile as OwnProfile

_PATH = "/api/v1/profile"


class Profile(Resource):
    """Reads and changes the own profile; before 4.6 that takes `Accounts.update_credentials`."""

    feature = Feature.PROFILE

    async def get(self) -> OwnProfile:
        """The profile as it was written."""
        return await self._one(_PATH, OwnProfile)

    async def update(
        self,
        *,
        display_name: str | None = None,
        note: str | None = None,
        avatar: Path | None = None,
        avatar_description: str | None = None,
        header: Path | None = None,
        header_description: str | None = None,
        locked: bool | None = None,
        bot: bool | None = None,
        discoverable: bool | None = None,
        hide_collections: bool | None = None,
        indexable: bool | None = None,
        show_media: bool | None = None,
        show_media_replies: bool | None = None,
        show_featured: bool | None = None,
        attribution_domains: Sequence[str] | None = None,
        fields_attributes: Sequence[Mapping[str, str]] | None = None,
    ) -> OwnProfile:
        """Change some of it.

        Args:
            fields_attributes: all rows of the table, each with ``name`` and ``value``.

        Raises:
            MediaError: a picture cannot be read, or is not taken by the server.
        """
        params: dict[str, Value] = {
            "display_name": display_name,
            "note": note,
            "avatar_description": avatar_description,
            "header_description": header_description,
            "locked": locked,
            "bot": bot,
            "discoverable": discoverable,
            "hide_collections": hide_collections,
            "indexable": indexable,
            "show_media": show_media,
            "show_media_replies": show_media_replies,
            "show_featured": show_featured,
            "attribution_domains": attribution_domains,
            "fields_attributes": fields_attributes,
        }
        return await self._illustrate("PATCH", _PATH, OwnProfile, params, {"avatar": avatar, "header": header})

    async def delete_avatar(self) -> Account:
        """Go without a face (from 4.2, so that it says nothing about the rest)."""
        return await self._write("DELETE", path(_PATH + "/avatar"), Account)

    async def delete_header(self) -> Account:
        """Go without a picture above the profile."""
        return await self._write("DELETE", path(_PATH + "/header"), Account)
