"""Entities as the JSON of Mastodon 4.6."""

import json
from collections import Counter

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Account, JsonObject, Notification, Poll, Status
from tootui.demo.formatting import plain_text, shortcodes
from tootui.demo.state import State
from tootui.demo.visibility import is_visible

ORIGIN = "https://origin.invalid"
"""Stands for this server in every address; the answer replaces it by the address the request came to."""

EMOJI = ("blobcat", "coffee", "floppy", "nautilus", "punchcard", "rubberduck", "tea", "teapot")
"""The custom emoji of this server."""


def custom_emoji(shortcode: str) -> JsonObject:
    address = f"{ORIGIN}/media/emoji/{shortcode}.png"
    return {
        "shortcode": shortcode,
        "url": address,
        "static_url": address,
        "visible_in_picker": True,
        "category": "Workshop",
    }


def _emojis_in(*texts: str) -> list[JsonObject]:
    return [custom_emoji(code) for code in shortcodes(texts) if code in EMOJI]


class Wire:
    """Writes entities for one viewer. Rendered posts are kept as bytes until something changes."""

    def __init__(self, state: State, domain: str) -> None:
        self._state = state
        self._domain = domain
        self._accounts: dict[str, JsonObject] = {}
        self._statuses: dict[tuple[str | None, str], bytes] = {}
        self._counts: tuple[Counter[str], Counter[str]] | None = None
        state.listeners.append(self._forget)

    def _forget(self) -> None:
        self._accounts.clear()
        self._statuses.clear()
        self._counts = None

    # People

    def account(self, account: Account) -> JsonObject:
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
            "followers_count": account.followers_elsewhere + followers[account.id],
            "following_count": account.following_elsewhere + following[account.id],
            "statuses_count": account.statuses_elsewhere + len(posts),
            "last_status_at": posts[-1].created_at[:10] if posts else None,
            "hide_collections": False,
            "noindex": False,
            "emojis": _emojis_in(account.display_name, account.note),
            "roles": [],
            "fields": account.fields,
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
        return {
            "id": other.id,
            "following": following,
            "showing_reblogs": following,
            "notifying": False,
            "languages": None,
            "followed_by": (other.id, viewer.id) in follows,
            "blocking": False,
            "blocked_by": False,
            "muting": False,
            "muting_notifications": False,
            "requested": (viewer.id, other.id) in requests,
            "requested_by": (other.id, viewer.id) in requests,
            "domain_blocking": False,
            "endorsed": False,
            "note": "",
        }

    # Posts

    def statuses(self, statuses: list[Status], viewer: Account | None) -> bytes:
        """A JSON array of posts."""
        return b"[" + b",".join([self.status_bytes(status, viewer) for status in statuses]) + b"]"

    def status_bytes(self, status: Status, viewer: Account | None) -> bytes:
        key = (viewer.id if viewer else None, status.id)
        known = self._statuses.get(key)
        if known is None:
            known = json.dumps(self.status(status, viewer), ensure_ascii=False).encode(errors="replace")
            if not self._changes_with_time(status):
                self._statuses[key] = known
        return known

    def _changes_with_time(self, status: Status) -> bool:
        inner = self._state.statuses.get(status.reblog_of_id or "", status)
        return inner.poll is not None or inner.quote_of_id is not None

    def status(self, status: Status, viewer: Account | None, *, depth: int = 0) -> object:
        """Status; `depth` counts the quotes around it: only the outermost one is written out."""
        if status.raw is not None:
            return status.raw
        state = self._state
        author = state.accounts[status.account_id]
        inner = state.statuses.get(status.reblog_of_id) if status.reblog_of_id else None
        shown = inner or status
        written: JsonObject = {
            "id": status.id,
            "created_at": status.created_at,
            "in_reply_to_id": status.in_reply_to_id,
            "in_reply_to_account_id": status.in_reply_to_account_id,
            "sensitive": shown.sensitive,
            "spoiler_text": shown.spoiler_text,
            "visibility": status.visibility,
            "language": shown.language,
            "uri": self._uri(status, author),
            "url": f"{ORIGIN}/@{author.acct}/{status.id}",
            "replies_count": shown.replies_elsewhere + len(state.replies_to(shown.id)),
            "reblogs_count": shown.reblogs_elsewhere + len(shown.reblogged_by),
            "quotes_count": 0,
            "favourites_count": shown.favourites_elsewhere + len(shown.favourited_by),
            "edited_at": shown.edited_at,
            **(self._viewer_part(shown, viewer) if viewer else {}),
            "content": shown.content,
            "reblog": self.status(inner, viewer, depth=depth) if inner else None,
            "account": self.account(author),
            "media_attachments": shown.media,
            "mentions": [self._mention(state.accounts[one]) for one in shown.mention_ids],
            "tags": [{"name": tag, "url": f"{ORIGIN}/tags/{tag}"} for tag in shown.tags],
            "emojis": _emojis_in(shown.content, shown.spoiler_text),
            "card": self.card(shown.card) if shown.card else None,
            "poll": self.poll(shown.poll, viewer) if shown.poll else None,
            "quote": self._quote(shown, viewer, depth),
            "quote_approval": {"automatic": ["public"], "manual": [], "current_user": self._quotable(shown, viewer)},
        }
        if not author.domain:
            name = shown.application
            written["application"] = {"name": name, "website": None} if name else None
        return {key: value for key, value in (written | status.overrides).items() if key not in status.missing}

    def card(self, card: JsonObject) -> JsonObject:
        """PreviewCard, whose authors are people of the world."""
        authors = card["authors"] if isinstance(card["authors"], list) else []
        people = [self._state.accounts[one["account_id"]] for one in authors]
        written = [{"name": one.display_name, "url": "", "account": self.account(one)} for one in people]
        return {**card, "authors": written}

    def deleted_status(self, status: Status, viewer: Account) -> object:
        """What DELETE answers: the plain text instead of the HTML, to write it anew."""
        written = self.status(status, viewer)
        if not isinstance(written, dict):
            return written
        return {key: value for key, value in written.items() if key != "content"} | {"text": status.text}

    def _uri(self, status: Status, author: Account) -> str:
        return f"https://{author.domain or self._domain}/users/{author.username}/statuses/{status.id}"

    def _mention(self, account: Account) -> JsonObject:
        address = f"{ORIGIN}/@{account.acct}"
        return {"id": account.id, "username": account.username, "url": address, "acct": account.acct}

    def _viewer_part(self, status: Status, viewer: Account) -> JsonObject:
        return {
            "favourited": viewer.id in status.favourited_by,
            "reblogged": viewer.id in status.reblogged_by,
            "muted": False,
            "bookmarked": viewer.id in status.bookmarked_by,
            **({"pinned": False} if status.account_id == viewer.id and status.visibility != "direct" else {}),
            "filtered": self._filtered(status, viewer),
        }

    def _filtered(self, status: Status, viewer: Account) -> list[JsonObject]:
        mine = [one for one in self._state.filters if one.account_id == viewer.id]
        if not mine or status.account_id == viewer.id:
            return []
        words = f"{status.spoiler_text}\n{plain_text(status.content)}".lower()
        return [
            {
                "filter": {
                    "id": one.id,
                    "title": one.title,
                    "context": one.context,
                    "expires_at": None,
                    "filter_action": one.action,
                },
                "keyword_matches": [one.keyword],
                "status_matches": None,
            }
            for one in mine
            if one.keyword.lower() in words
        ]

    def _quotable(self, status: Status, viewer: Account | None) -> str:
        own = viewer is not None and viewer.id == status.account_id and status.visibility != "direct"
        return "automatic" if own or status.visibility in ("public", "unlisted") else "denied"

    def _quote(self, status: Status, viewer: Account | None, depth: int) -> JsonObject | None:
        if status.quote_of_id is None:
            return {"state": "deleted", "quoted_status": None} if status.quote_state == "deleted" else None
        quoted = self._state.statuses.get(status.quote_of_id)
        shown = quoted is not None and status.quote_state == "accepted" and is_visible(self._state, quoted, viewer)
        if depth:
            return {"state": status.quote_state, "quoted_status_id": quoted.id if quoted and shown else None}
        written = self.status(quoted, viewer, depth=1) if quoted and shown else None
        return {"state": status.quote_state, "quoted_status": written}

    def poll(self, poll: Poll, viewer: Account | None) -> JsonObject:
        expired = poll.expires_at is not None and parse_iso(poll.expires_at) <= self._state.clock.now()
        votes = [
            votes + sum(index in choice for choice in poll.choices.values()) for index, votes in enumerate(poll.votes)
        ]
        hidden = poll.hide_totals and not expired
        options = zip(poll.options, votes, strict=True)
        written: JsonObject = {
            "id": poll.id,
            "expires_at": poll.expires_at,
            "expired": expired,
            "multiple": poll.multiple,
            "votes_count": sum(votes),
            "voters_count": max(votes) + len(poll.choices) if poll.multiple else sum(votes),
            "options": [{"title": title, "votes_count": None if hidden else count} for title, count in options],
            "emojis": _emojis_in(*poll.options),
        }
        if viewer:
            written["voted"] = viewer.id in poll.choices
            written["own_votes"] = poll.choices.get(viewer.id, [])
        return written

    # The rest

    def notification(self, note: Notification, viewer: Account) -> JsonObject:
        status = self._state.statuses.get(note.status_id) if note.status_id else None
        groupable = note.type in ("favourite", "follow", "reblog")
        group = f"{note.type}-{note.status_id or 'you'}-{note.created_at[:10]}"
        return {
            "id": note.id,
            "type": note.type,
            "created_at": note.created_at,
            "group_key": group if groupable else f"ungrouped-{note.id}",
            "account": self.account(self._state.accounts[note.account_id]),
            **({"status": self.status(status, viewer)} if status else {}),
        }
