"""Entities as the JSON of Mastodon 4.6."""

import json
from collections import Counter

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Account, JsonObject, Notification, Poll, Status
from tootui.demo.filtering import matches
from tootui.demo.noticing import group_key
from tootui.demo.origin import ORIGIN, emojis_in
from tootui.demo.state import State
from tootui.demo.visibility import is_visible
from tootui.demo.wire_people import PeopleWire

POLICIES: dict[str, tuple[list[str], list[str]]] = {
    "public": (["public"], []),
    "followers": (["followers"], []),
    "nobody": ([], []),
    "ask": ([], ["public"]),
}
"""By quote policy: who may quote at once, and whose wish is put to the author. Only other servers have `ask`."""


class Wire:
    """Writes entities for one viewer. Rendered posts are kept as bytes until something changes."""

    def __init__(self, state: State, domain: str) -> None:
        self._state = state
        self._domain = domain
        self._people = PeopleWire(state, domain)
        self.account = self._people.account
        self.own_account = self._people.own_account
        self.relationship = self._people.relationship
        self._statuses: dict[tuple[str | None, str], bytes] = {}
        self._quotes: Counter[str] | None = None
        state.listeners.append(self._forget)

    def _forget(self) -> None:
        self._statuses.clear()
        self._quotes = None

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
            "uri": self.uri(status),
            "url": f"{ORIGIN}/@{author.acct}/{status.id}",
            "replies_count": shown.replies_elsewhere + len(state.replies_to(shown.id)),
            "reblogs_count": shown.reblogs_elsewhere + len(shown.reblogged_by),
            "quotes_count": self._quote_count(shown),
            "favourites_count": shown.favourites_elsewhere + len(shown.favourited_by),
            "edited_at": shown.edited_at,
            **(self._viewer_part(shown, viewer) if viewer else {}),
            "content": shown.content,
            "reblog": self.status(inner, viewer, depth=depth) if inner else None,
            "account": self.account(author),
            "media_attachments": shown.media,
            "mentions": [self._mention(state.accounts[one]) for one in shown.mention_ids],
            "tags": [{"name": tag, "url": f"{ORIGIN}/tags/{tag}"} for tag in shown.tags],
            "emojis": emojis_in(shown.content, shown.spoiler_text),
            "card": self.card(shown.card) if shown.card else None,
            "poll": self.poll(shown.poll, viewer) if shown.poll else None,
            "quote": self._quote(shown, viewer, depth),
            "quote_approval": self._quote_approval(shown, viewer),
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

    def uri(self, status: Status) -> str:
        """The name of a post that is the same on all servers."""
        if "uri" in status.overrides:
            return str(status.overrides["uri"])
        author = self._state.accounts[status.account_id]
        return f"https://{author.domain or self._domain}/users/{author.username}/statuses/{status.id}"

    def _mention(self, account: Account) -> JsonObject:
        address = account.traits.get("url") or f"{ORIGIN}/@{account.acct}"
        return {"id": account.id, "username": account.username, "url": address, "acct": account.acct}

    def _viewer_part(self, status: Status, viewer: Account) -> JsonObject:
        return {
            "favourited": viewer.id in status.favourited_by,
            "reblogged": viewer.id in status.reblogged_by,
            "muted": (viewer.id, self._state.conversation_of(status)) in self._state.muted_conversations,
            "bookmarked": viewer.id in status.bookmarked_by,
            **({"pinned": status.pinned > 0} if self._is_pinnable(status, viewer) else {}),
            "filtered": self._filtered(status, viewer),
        }

    def _filtered(self, status: Status, viewer: Account) -> list[JsonObject]:
        mine = [one for one in self._state.filters if one.account_id == viewer.id]
        if not mine or status.account_id == viewer.id:
            return []
        return matches(mine, status, self._state.clock.now())

    def _is_pinnable(self, status: Status, viewer: Account) -> bool:
        return status.account_id == viewer.id and status.visibility != "direct" and not status.reblog_of_id

    def _quote_count(self, status: Status) -> int:
        """How often a post is quoted with its author's leave: counted for all posts at once."""
        if self._quotes is None:
            quoting = (one for one in self._state.order if one.quote_of_id and one.quote_state == "accepted")
            self._quotes = Counter(one.quote_of_id or "" for one in quoting)
        return self._quotes[status.id]

    def _quote_approval(self, status: Status, viewer: Account | None) -> JsonObject:
        is_open = status.visibility in ("public", "unlisted")
        automatic, manual = POLICIES[status.quote_policy if is_open else "nobody"]
        return {"automatic": automatic, "manual": manual, "current_user": self.quotable(status, viewer)}

    def quotable(self, status: Status, viewer: Account | None) -> str:
        """Whether somebody may quote a post: `automatic`, `manual` or `denied`."""
        if viewer is not None and viewer.id == status.account_id:
            return "denied" if status.visibility == "direct" else "automatic"
        if status.visibility not in ("public", "unlisted"):
            return "denied"
        automatic, manual = POLICIES[status.quote_policy]
        follows = viewer is not None and (viewer.id, status.account_id) in self._state.follows
        if "public" in automatic or ("followers" in automatic and follows):
            return "automatic"
        return "manual" if manual else "denied"

    def _quote(self, status: Status, viewer: Account | None, depth: int) -> JsonObject | None:
        if status.quote_of_id is None:
            return {"state": "deleted", "quoted_status": None} if status.quote_state == "deleted" else None
        quoted, state = self._state.statuses.get(status.quote_of_id), status.quote_state
        if quoted and state == "accepted":
            if not is_visible(self._state, quoted, viewer):
                state, quoted = "unauthorized", None
            elif viewer:
                state = self._state.reason_against(viewer.id, quoted.account_id) or state
        elif state != "accepted":
            quoted = None
        if depth:
            return {"state": state, "quoted_status_id": quoted.id if quoted else None}
        return {"state": state, "quoted_status": self.status(quoted, viewer, depth=1) if quoted else None}

    # What a post was, and is in other words

    def versions(self, status: Status, viewer: Account | None) -> list[JsonObject]:
        """[StatusEdit], the original first."""
        author = self.account(self._state.accounts[status.account_id])
        quote = self._quote(status, viewer, 1)
        return [
            {**one, "account": author, "emojis": emojis_in(str(one["content"])), **({"quote": quote} if quote else {})}
            for one in [*status.edits, version_of(status)]
        ]

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
            "emojis": emojis_in(*poll.options),
        }
        if viewer:
            written["voted"] = viewer.id in poll.choices
            written["own_votes"] = poll.choices.get(viewer.id, [])
        return written

    # The rest

    def notification(self, note: Notification, viewer: Account) -> JsonObject:
        status = self._state.statuses.get(note.status_id) if note.status_id else None
        return {
            "id": note.id,
            "type": note.type,
            "created_at": note.created_at,
            "group_key": group_key(note),
            "account": self.account(self._state.accounts[note.account_id]),
            **({"status": self.status(status, viewer)} if status else {}),
            **({"filtered": True} if note.filtered else {}),
            **note.extra,
        }


def version_of(status: Status) -> JsonObject:
    """What a post says now, as the history of its versions keeps it."""
    version: JsonObject = {
        "content": status.content,
        "spoiler_text": status.spoiler_text,
        "sensitive": status.sensitive,
        "created_at": status.edited_at or status.created_at,
        "media_attachments": status.media,
    }
    options = [{"title": title} for title in status.poll.options] if status.poll else []
    return version | ({"poll": {"options": options}} if options else {})
