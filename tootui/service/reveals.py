"""What the reader opened: content warnings, sensitive media, filtered posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tootui.model.account import Relationship
from tootui.model.base import AccountId, StatusId, known
from tootui.model.instance import Preferences
from tootui.model.status import Status
from tootui.service.avoidance import avoidance
from tootui.service.signals import Signal


class Reveals:
    """Which covered posts are open. They start as the preferences say; what was changed by hand stays.

    Args:
        status: finds a post.
        preferences: the reader's present ones.
        keep: called with each change by hand, to be kept as long as the post is.
        opened: what was opened in earlier sessions.
        relationship: how the reader relates to somebody, where that is known.
    """

    def __init__(
        self,
        status: Callable[[StatusId], Status | None],
        preferences: Callable[[], Preferences],
        keep: Callable[[StatusId, bool], None],
        opened: Iterable[StatusId] = (),
        relationship: Callable[[AccountId], Relationship | None] = lambda _: None,
    ) -> None:
        self._relationship = relationship
        self._status = status
        self._preferences = preferences
        self._keep = keep
        self._by_hand = dict.fromkeys(opened, True)
        self._signal = Signal()

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes; the result stops that."""
        return self._signal.observe(callback)

    def preferences_changed(self) -> None:
        """The server told the reader's preferences: what was not changed by hand may look otherwise."""
        self._signal.emit()

    def is_open(self, status: Status) -> bool:
        """Whether everything covered in a post (of a boost: the boosted one) is shown."""
        post = self._post(status)
        by_hand = self._by_hand.get(post.id)
        return self._starts_open(post) if by_hand is None else by_hand

    def can_cover(self, status: Status) -> bool:
        """Whether there is anything in a post to open or to cover."""
        post = self._post(status)
        return _is_covered(post) or self._quotes_avoided(post) or not self._starts_open(post)

    def toggle(self, status_id: StatusId) -> None:
        """Open what is covered, or cover it again."""
        status = self._status(status_id)
        if status is not None:
            self._change(status.inner.id, not self.is_open(status))
            self._signal.emit()

    def open_all(self, ids: Iterable[StatusId]) -> None:
        """Open all of these; when all of them are open, cover them again."""
        found = [self._post(status) for status_id in ids if (status := self._status(status_id)) is not None]
        posts = [post for post in found if self.can_cover(post)]
        is_open = not all(self.is_open(post) for post in posts)
        for post in posts:
            self._change(post.id, is_open)
        self._signal.emit()

    def _post(self, status: Status) -> Status:
        """The post itself; of a boost the known one, as that inside the boost does not hold what it quotes."""
        boosted = status.reblog
        return status if boosted is None else self._status(boosted.id) or boosted

    def _starts_open(self, post: Status, *, is_quoted: bool = False) -> bool:
        preferences = self._preferences()
        if not is_quoted and avoidance(self._relationship(post.account.id)):
            return False
        if post.spoiler_text and not preferences.reading_expand_spoilers:
            return False
        # What a filter hides stands nowhere but in a thread; of a quoted post it leaves nothing to be opened.
        if any(not is_quoted or result.filter.filter_action != "hide" for result in known(post.filtered, [])):
            return False
        if post.media_attachments:
            media = preferences.reading_expand_media
            if media == "hide_all" or (media != "show_all" and post.sensitive):
                return False
        quoted = _quoted(post)
        if quoted is None:
            return True
        is_unasked = _is_quoted_unasked(post) or self._quotes_avoided(post)
        return not is_unasked and self._starts_open(quoted, is_quoted=True)

    def _quotes_avoided(self, post: Status) -> bool:
        """Whether it quotes somebody whom the reader mutes or blocks."""
        quoted = _quoted(post)
        return quoted is not None and bool(avoidance(self._relationship(quoted.account.id)))

    def _change(self, status_id: StatusId, is_open: bool) -> None:
        self._by_hand[status_id] = is_open
        self._keep(status_id, is_open)


def _quoted(post: Status) -> Status | None:
    """The post it quotes, where that was sent along: what covers it is opened with the quoting one."""
    return post.quote.quoted_status if post.quote is not None else None


def _is_covered(post: Status) -> bool:
    """Whether a post covers something by itself, or quotes one that does."""
    quoted = _quoted(post)
    return bool(
        post.spoiler_text
        or (post.sensitive and post.media_attachments)
        or (quoted is not None and (_is_quoted_unasked(post) or _is_covered(quoted)))
    )


def _is_quoted_unasked(post: Status) -> bool:
    """Whether what it quotes was sent although its reader mutes or blocks the author."""
    return post.quote is not None and post.quote.state != "accepted"
