"""`/api/v1/reports`: telling moderators."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.api.transport import Value
from tootui.model.base import AccountId, StatusId
from tootui.model.report import Report


class Reports(Resource):
    """Makes reports."""

    feature = Feature.REPORTS

    async def create(
        self,
        *,
        account_id: AccountId,
        status_ids: Sequence[StatusId] | None = None,
        comment: str | None = None,
        forward: bool | None = None,
        category: str | None = None,
        rule_ids: Sequence[str] | None = None,
    ) -> Report:
        """Report somebody, with posts of theirs.

        Args:
            comment: 1,000 characters at the most.
            forward: tell their server too.
            category: ``spam``, ``legal``, ``violation`` or ``other``; broken ``rule_ids`` make it a violation.
        """
        body: dict[str, Value] = {
            "account_id": account_id,
            "status_ids": status_ids,
            "comment": comment,
            "forward": forward,
            "category": category,
            "rule_ids": rule_ids,
        }
        return await self._write("POST", "/api/v1/reports", Report, body)
