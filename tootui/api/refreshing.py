"""The header by which a server tells that it is still gathering what was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tootui.model.refreshes import RefreshHint

_PART = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]{1,200})\"|(\d{1,9}))")


def refresh_hint(headers: Mapping[str, str]) -> RefreshHint | None:
    """Read `Mastodon-Async-Refresh: id="…", retry=5, result_count=0`; None when it is missing or says nothing."""
    parts = {name: text or number for name, text, number in _PART.findall(headers.get("mastodon-async-refresh", ""))}
    if "id" not in parts:
        return None
    retry, count = parts.get("retry", ""), parts.get("result_count", "")
    return RefreshHint(
        id=parts["id"],
        retry=float(retry) if retry.isdigit() else RefreshHint(id="").retry,
        result_count=int(count) if count.isdigit() else None,
    )
