"""What one demo server tells another of its people and posts: plain JSON that names things as all servers know them.

Ids mean nothing elsewhere. People travel by their handle (`user@host`), posts by their `uri`.
"""

from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.wire import Wire

_LOOKS = ("avatar", "avatar_static", "header", "header_static", "url", "hide_collections")
_PLAIN = (
    *("created_at", "text", "content", "visibility", "spoiler_text", "sensitive", "language"),
    *("edited_at", "media", "tags", "quote_policy"),
)


class Packer:
    """Writes people and posts of one server for the others."""

    def __init__(self, state: State, wire: Wire, domain: str) -> None:
        self._state = state
        self._wire = wire
        self._domain = domain

    def handle(self, account: Account) -> str:
        """What everybody calls an account."""
        return f"{account.username}@{account.domain or self._domain}"

    def name(self, account: Account) -> str:
        """The uri of somebody."""
        return str(self._wire.account(account)["uri"])

    def uri(self, status: Status) -> str:
        """What everybody calls a post."""
        return self._wire.uri(status)

    def account(self, account: Account) -> JsonObject:
        """Somebody, as far as others may know."""
        written = self._wire.account(account)
        return {
            "handle": self.handle(account),
            "display_name": account.display_name,
            "note": account.note,
            "created_at": account.created_at,
            "locked": account.locked,
            "bot": account.bot,
            "fields": account.fields,
            "followers": written["followers_count"],
            "following": written["following_count"],
            "statuses": written["statuses_count"],
            "looks": {name: written[name] for name in _LOOKS},
        }

    def status(self, status: Status, *, depth: int = 0) -> JsonObject:
        """A post with its author, those it mentions, and the post it quotes."""
        state = self._state
        author = state.accounts[status.account_id]
        parent = state.statuses.get(status.in_reply_to_id or "")
        quoted = state.statuses.get(status.quote_of_id or "") if not depth else None
        return {
            "uri": self.uri(status),
            "url": status.overrides.get("url") or f"{ORIGIN}/@{author.acct}/{status.id}",
            "author": self.account(author),
            "mentions": [self.account(state.accounts[one]) for one in status.mention_ids],
            "in_reply_to": self.uri(parent) if parent else None,
            "quote_of": self.status(quoted, depth=1) if quoted else None,
            "quote_state": status.quote_state,
            "card": {**status.card, "authors": []} if status.card else None,
            "poll": self._poll(status),
            "favourites": status.favourites_elsewhere + len(status.favourited_by),
            "reblogs": status.reblogs_elsewhere + len(status.reblogged_by),
            "replies": status.replies_elsewhere + len(state.replies_to(status.id)),
            **{name: getattr(status, name) for name in _PLAIN},
        }

    def _poll(self, status: Status) -> JsonObject | None:
        poll = status.poll
        if poll is None:
            return None
        chosen = [sum(index in choice for choice in poll.choices.values()) for index in range(len(poll.options))]
        return {
            "options": poll.options,
            "votes": [known + more for known, more in zip(poll.votes, chosen, strict=True)],
            "expires_at": poll.expires_at,
            "multiple": poll.multiple,
            "hide_totals": poll.hide_totals,
        }
