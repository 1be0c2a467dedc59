"""`/api/v1/notifications/policy`: the policy of the first version, for servers that know no other."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.model.notification_policy import LegacyNotificationPolicy as Policy

_PATH = "/api/v1/notifications/policy"


class LegacyNotificationPolicy(Resource):
    """Yes or no for each kind of sender: whether their notifications are kept back. They cannot be dropped."""

    feature = Feature.LEGACY_NOTIFICATION_POLICY

    async def get(self) -> Policy:
        """The policy, and how much it keeps back."""
        return await self._one(_PATH, Policy)

    async def update(
        self,
        *,
        filter_not_following: bool | None = None,
        filter_not_followers: bool | None = None,
        filter_new_accounts: bool | None = None,
        filter_private_mentions: bool | None = None,
    ) -> Policy:
        """Say for each kind whether it is to be kept back."""
        body = {
            "filter_not_following": filter_not_following,
            "filter_not_followers": filter_not_followers,
            "filter_new_accounts": filter_new_accounts,
            "filter_private_mentions": filter_private_mentions,
        }
        return await self._write("PATCH", _PATH, Policy, body)
