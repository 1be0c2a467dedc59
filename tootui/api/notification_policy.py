"""`/api/v2/notifications/policy`: whose notifications reach the reader."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.model.notification_policy import NotificationPolicy as Policy

_PATH = "/api/v2/notifications/policy"


class NotificationPolicy(Resource):
    """Reads and changes the policy."""

    feature = Feature.NOTIFICATION_POLICY

    async def get(self) -> Policy:
        """The policy, and how much it keeps back."""
        return await self._one(_PATH, Policy)

    async def update(
        self,
        *,
        for_not_following: str | None = None,
        for_not_followers: str | None = None,
        for_new_accounts: str | None = None,
        for_private_mentions: str | None = None,
        for_limited_accounts: str | None = None,
        for_bots: str | None = None,
    ) -> Policy:
        """Say for each kind whether it is to be taken (``accept``), kept back (``filter``) or ``drop``ped."""
        body = {
            "for_not_following": for_not_following,
            "for_not_followers": for_not_followers,
            "for_new_accounts": for_new_accounts,
            "for_private_mentions": for_private_mentions,
            "for_limited_accounts": for_limited_accounts,
            "for_bots": for_bots,
        }
        return await self._write("PATCH", _PATH, Policy, body)
