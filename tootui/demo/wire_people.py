"""People as the JSON of Mastodon 4.6."""

from collections import Counter

from tootui.demo.entities import Account, JsonObject
from tootui.demo.formatting import plain_text
from tootui.demo.origin import ORIGIN, emojis_in
from tootui.demo.state import State


class PeopleWire:
    """Writes accounts and how they stand to each other; an account is kept until something changes."""

    def __init__(self, state: State, domain: str) -> None:
        self._state = state
        self._domain = domain
        self._accounts: dict[str, JsonObject] = {}
        self._counts: tuple[Counter[str], Counter[str]] | None = None
        state.listeners.append(self._forget)

    def _forget(self) -> None:
        self._accounts.clear()
        self._counts = None

    def account(self, account: Account) -> JsonObject:
        """Account."""
        known = self._accounts.get(account.id)
        if known is None:
            known = self._accounts[account.id] = self._account(account)
        return known

    def _account(self, account: Account) -> JsonObject:
        state = self._state
        avatar = f"{ORIGIN}/media/avatars/{account.username}.png"
        header = f"{ORIGIN}/media/headers/{account.username}.png"
        posts = state.statuses_of(account.id)
        followers, following = self._follow_counts()
        moved = state.accounts.get(account.moved_to_id or "")
        return {
            "id": account.id,
            "username": account.username,
            "acct": account.acct,
            "display_name": account.display_name,
            "locked": account.locked,
            "bot": account.bot,
            "discoverable": True,
            "indexable": True,
            "group": False,
            "created_at": account.created_at,
            "note": account.note,
            "url": f"{ORIGIN}/@{account.acct}",
            "uri": f"https://{account.domain or self._domain}/users/{account.username}",
            "avatar": avatar,
            "avatar_static": avatar,
            "header": header,
            "header_static": header,
            "followers_count": account.followers_elsewhere + followers[account.id] + state.crowds.get(account.id, 0),
            "following_count": account.following_elsewhere + following[account.id],
            "statuses_count": account.statuses_elsewhere + len(posts),
            "last_status_at": posts[-1].created_at[:10] if posts else None,
            "hide_collections": False,
            "noindex": False,
            "emojis": emojis_in(account.display_name, account.note),
            "roles": [],
            "fields": account.fields,
            **({"moved": self.account(moved)} if moved else {}),
            **account.traits,
        }

    def _follow_counts(self) -> tuple[Counter[str], Counter[str]]:
        """How many followers everybody has, and how many they follow: counted once for all until something changes."""
        if self._counts is None:
            pairs = self._state.follows
            self._counts = Counter(followed for _, followed in pairs), Counter(follower for follower, _ in pairs)
        return self._counts

    def own_account(self, account: Account) -> JsonObject:
        """CredentialAccount."""
        waiting = sum(asked == account.id for _, asked in self._state.follow_requests)
        source = {
            "privacy": "public",
            "sensitive": False,
            "language": "en",
            "note": plain_text(account.note),
            "fields": account.fields,
            "follow_requests_count": waiting,
            "hide_collections": False,
            "discoverable": True,
            "indexable": True,
            "attribution_domains": [],
            "quote_policy": "public",
        }
        role = {"id": "-99", "name": "", "color": "", "permissions": "65536", "highlighted": False}
        return {**self.account(account), "source": source, "role": role}

    def relationship(self, viewer: Account, other: Account) -> JsonObject:
        follows, requests = self._state.follows, self._state.follow_requests
        following = (viewer.id, other.id) in follows
        bond = self._state.known_bond(viewer.id, other.id)
        return {
            "id": other.id,
            "following": following,
            "showing_reblogs": following and bond.shows_reblogs,
            "notifying": following and bond.notifies,
            "languages": bond.languages if following else None,
            "followed_by": (other.id, viewer.id) in follows,
            "blocking": bond.blocked > 0,
            "blocked_by": self._state.known_bond(other.id, viewer.id).blocked > 0,
            "muting": self._state.is_muted(bond),
            "muting_notifications": self._state.is_muted(bond) and bond.mutes_notifications,
            "muting_expires_at": bond.muted_until if self._state.is_muted(bond) else None,
            "requested": (viewer.id, other.id) in requests,
            "requested_by": (other.id, viewer.id) in requests,
            "domain_blocking": (viewer.id, other.domain) in self._state.domain_blocks,
            "endorsed": bond.endorsed > 0,
            "note": bond.note,
        }
