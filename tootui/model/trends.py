"""What is much talked about."""

from __future__ import annotations

from tootui.model.status import PreviewCard
from tootui.model.tags import Usage


class TrendsLink(PreviewCard, frozen=True, kw_only=True):
    """A page that many link to; ``history`` has the newest day first."""

    history: list[Usage] = []
