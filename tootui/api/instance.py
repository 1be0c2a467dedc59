"""`/api/v2/instance`, `/api/v1/instance`, nodeinfo and the texts beside them: who a server is and what it accepts."""

from __future__ import annotations

from typing import Any

from tootui.api import decode, description
from tootui.api.resource import Resource, path
from tootui.api.server_name import origin_of
from tootui.model.errors import BadAnswer, Forbidden, Missing, NotMastodon, ServerError, Unauthorized, Unavailable
from tootui.model.instance import InstanceInfo
from tootui.model.server_texts import (
    DomainBlock,
    ExtendedDescription,
    Language,
    PrivacyPolicy,
    Rule,
    TermsOfService,
    WeekOfActivity,
)


class Instance(Resource):
    """Describes the server. A text that is not published is `Missing`."""

    async def get(self) -> InstanceInfo:
        """The server in brief: its v2 description, else v1 (older Mastodon, snac, Takahe), and its software's name.

        What it tells is known to the client's capabilities from then on.

        Raises:
            NotMastodon: there is a server, but none of this kind.
            ServerError: it could not be asked.
        """
        told = await self._described("/api/v2/instance") or await self._described("/api/v1/instance")
        if told is None:
            raise NotMastodon(
                f"{self._transport.host} is there, but it is no Mastodon server or anything compatible. "
                "Check the name: the server's, not that of your profile page.",
                sent=False,
            )
        info = description.info(told, self._transport.server, await self.software())
        self._capabilities.learn(info)
        return info

    async def software(self) -> str:
        """The software's name from nodeinfo, empty when it does not tell; the version may be Mastodon's on others."""
        try:
            index = decode.lenient((await self._get("/.well-known/nodeinfo")).body)
            links = index.get("links") if isinstance(index, dict) else None
            for link in reversed(links if isinstance(links, list) else []):
                target = link.get("href") if isinstance(link, dict) else None
                if isinstance(target, str) and origin_of(target) == origin_of(self._transport.server):
                    return _name_in(decode.lenient((await self._get(target)).body))
        except ServerError:
            pass
        return ""

    async def rules(self) -> list[Rule]:
        """The rules of the house."""
        return await self._all("/api/v1/instance/rules", Rule)

    async def extended_description(self) -> ExtendedDescription:
        """What the server is about."""
        return await self._one("/api/v1/instance/extended_description", ExtendedDescription)

    async def privacy_policy(self) -> PrivacyPolicy:
        """What is done with data."""
        return await self._one("/api/v1/instance/privacy_policy", PrivacyPolicy)

    async def terms_of_service(self, *, date: str | None = None) -> TermsOfService:
        """The terms that hold now, or those of a ``date`` (``2026-08-19``)."""
        if date is None:
            return await self._one("/api/v1/instance/terms_of_service", TermsOfService)
        return await self._one(path("/api/v1/instance/terms_of_service/{}", date), TermsOfService)

    async def domain_blocks(self) -> list[DomainBlock]:
        """Servers that are limited or blocked here, where that is told."""
        return await self._all("/api/v1/instance/domain_blocks", DomainBlock)

    async def peers(self) -> list[str]:
        """All servers that this one knows."""
        return await self._all("/api/v1/instance/peers", str)

    async def activity(self) -> list[WeekOfActivity]:
        """What happened in the last twelve weeks."""
        return await self._all("/api/v1/instance/activity", WeekOfActivity)

    async def languages(self) -> list[Language]:
        """The languages that posts may be marked with."""
        return await self._all("/api/v1/instance/languages", Language)

    async def translation_languages(self) -> dict[str, list[str]]:
        """For each language from which the server translates, those into which it does."""
        return await self._one("/api/v1/instance/translation_languages", dict[str, list[str]])

    async def health(self) -> bool:
        """Whether the server says that it is well."""
        try:
            await self._get("/health")
        except ServerError:
            return False
        return True

    async def _described(self, target: str) -> dict[str, Any] | None:
        """The description at a path, None when there is none there."""
        try:
            found = decode.lenient((await self._get(target)).body)
        except (Missing, BadAnswer, Forbidden, Unauthorized):
            return None
        except Unavailable as trouble:
            if trouble.code == 500:  # some servers fail where others say 404
                return None
            raise
        return found if description.is_description(found) else None


def _name_in(nodeinfo: object) -> str:
    software = nodeinfo.get("software") if isinstance(nodeinfo, dict) else None
    name = software.get("name") if isinstance(software, dict) else None
    return name.lower() if isinstance(name, str) else ""
