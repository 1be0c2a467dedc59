"""Replies that come from other servers only when somebody looks at a conversation."""

import random
from dataclasses import dataclass

from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.living import Repertoire
from tootui.demo.publishing import Draft, Publisher
from tootui.demo.state import State
from tootui.demo.switches import Switches

RETRY = 2
"""Seconds after which it is worth asking."""


@dataclass
class Refresh:
    """A look at other servers: `asks` is how often somebody has to ask until it is done."""

    id: str
    status: Status
    asks: int
    replies: int
    found: int = 0


class Refreshes:
    """Looks once for each conversation that somebody from elsewhere began."""

    def __init__(self, state: State, publisher: Publisher, switches: Switches, repertoire: Repertoire) -> None:
        self._state = state
        self._publisher = publisher
        self._switches = switches
        self._repertoire = repertoire
        self._by_conversation: dict[str, Refresh] = {}

    def header(self, status: Status) -> dict[str, str]:
        """What the answer about a conversation says of a look that is going on."""
        root = self._state.conversation_of(status)
        begun = self._state.statuses[root]
        if not self._switches.refresh_replies or not self._state.accounts[begun.account_id].domain:
            return {}
        known = self._by_conversation.get(root)
        if known is None:
            asks, replies = self._switches.refresh_asks, self._switches.refresh_replies
            known = self._by_conversation[root] = Refresh(f"context:{root}:refresh", status, asks, replies)
        if not known.replies:
            return {}
        return {"Mastodon-Async-Refresh": f'id="{known.id}", retry={RETRY}, result_count={known.found}'}

    def ask(self, refresh_id: str) -> JsonObject | None:
        """AsyncRefresh; None for one that nobody began."""
        one = next((one for one in self._by_conversation.values() if one.id == refresh_id), None)
        if one is None:
            return None
        one.asks -= 1
        if one.asks < 0 and one.replies:
            one.found, one.replies = self._arrive(one), 0
        return {"id": one.id, "status": "running" if one.replies else "finished", "result_count": one.found}

    def _arrive(self, one: Refresh) -> int:
        """Let the replies come in, a minute after the post they answer; streams do not tell of them."""
        rng = random.Random(one.id)
        strangers = [account for account in self._state.accounts.values() if self._may_answer(account, one.status)]
        answers = one.replies if one.status.id in self._state.statuses else 0
        for _ in range(answers):
            author = rng.choice(strangers)
            asked = self._state.accounts[one.status.account_id]
            text = f"@{asked.acct} {self._repertoire.answer(rng)}"
            draft = Draft(author, text, in_reply_to=one.status)
            self._state.add_status(self._publisher.compose(draft, self._state.clock.now()))
        return answers

    def _may_answer(self, account: Account, status: Status) -> bool:
        """Somebody else from elsewhere whom nobody here keeps away."""
        is_disliked = any(
            one.other_id == account.id and (one.blocked or one.muted) for one in self._state.bonds.values()
        )
        is_disliked |= any(domain == account.domain for _, domain in self._state.domain_blocks)
        return bool(account.domain) and account.id != status.account_id and not is_disliked
