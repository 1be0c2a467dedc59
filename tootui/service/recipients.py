"""Whom a direct post reaches: everybody it mentions, and nobody else. Pure rules."""

from __future__ import annotations

import re

from tootui.cache.drafts import Draft
from tootui.model.status import Status
from tootui.text.addresses import same_acct

_MENTION = re.compile(r"(?<![\w/@=])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*(?:@[\w.-]+\w)?)", re.IGNORECASE)


def recipients(text: str) -> list[str]:
    """The people a text mentions, in their order, each once, as they are written but for the ``@``."""
    named: dict[str, str] = {}
    for acct in _MENTION.findall(text):
        named.setdefault(acct.casefold(), acct)
    return list(named.values())


def added_recipients(draft: Draft, answered: Status | None, me_acct: str) -> list[str]:
    """Who would read a direct answer without having been able to read what it answers.

    Args:
        draft: the answer.
        answered: what it answers, None where that is not known; then nobody counts as added.
        me_acct: the writer's full name, ``@you@server``.
    """
    if draft.visibility != "direct" or draft.in_reply_to_id is None or answered is None:
        return []
    if answered.visibility != "direct":
        return []
    known = {_short(answered.account.acct, me_acct), *(_short(mention.acct, me_acct) for mention in answered.mentions)}
    return [
        acct for acct in recipients(draft.text) if _short(acct, me_acct) not in known and not same_acct(acct, me_acct)
    ]


def _short(acct: str, me_acct: str) -> str:
    """A name in one form: people of one's own server have no domain."""
    return acct.casefold().removesuffix(f"@{me_acct.rpartition('@')[2].casefold()}")
