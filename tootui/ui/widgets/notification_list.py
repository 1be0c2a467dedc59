"""Rows of notifications: groups with the posts they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tootui.model.account import Account
from tootui.model.base import AccountId, EntityKey, StatusId
from tootui.model.happening import Happening
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.follow_requests import ANSWERED, Answer
from tootui.service.notifications import NotificationFeed
from tootui.service.session import Session
from tootui.text.happenings import page_of
from tootui.text.links import Link
from tootui.ui.bridge import Bridge
from tootui.ui.commands import DOOR, NOTIFICATION, REQUEST, SENDER
from tootui.ui.look import Look
from tootui.ui.render.context import PollChoice
from tootui.ui.render.gap import render_hole
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.render.notification import NotificationView, render_notification
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey
from tootui.ui.widgets.timeline import TimelineView

_PARTS = (
    ("", "All"),
    ("mentions", "Mentions"),
    ("quotes", "Quotes"),
    ("boosts", "Boosts"),
    ("favourites", "Favourites"),
    ("follows", "Follows"),
    ("posts", "Posts"),
    ("polls", "Polls"),
    ("edits", "Edits"),
    ("other", "Other"),
)
_EMPTY = {
    "": "Nothing has happened yet: nobody has mentioned you, or liked or shared a post of yours.",
    "mentions": "Nobody has mentioned you yet.",
    "quotes": "Nobody has quoted a post of yours yet.",
    "boosts": "Nobody has boosted a post of yours yet.",
    "favourites": "Nobody has made a post of yours a favourite yet.",
    "follows": "Nobody has followed you yet, or asked to.",
    "posts": "Nothing new of people about whose posts you want to be told. You say so when you follow somebody.",
    "polls": "No poll in which you took part has ended yet.",
    "edits": "No post that you boosted or quoted was edited yet.",
    "other": "Nothing else has happened yet.",
}
_MOST_IN_MENU = 2
"""So many of those who take part have a section in the menu; all can be picked."""
_OF_AUTHORS = ("mention", "status", "update", "poll", "quote", "quoted_update")
"""Types whose post is shown for its own sake: its author is who it is about."""


class NotificationList(FeedList):
    """The notifications of one place."""

    WHAT = "notifications"

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        feed = session.feed(place)
        assert isinstance(feed, NotificationFeed)
        self.notifications = feed
        self._drawn: dict[str, tuple[Happening, Answer | None]] = {}
        """What rows in view were last drawn from."""
        self.has_slid = False
        """Whether the selected row came there because another was dismissed, not because the reader chose it."""
        super().__init__(session, look, place, key_names)

    # Its life

    def begin(self, bridge: Bridge) -> None:
        """Open the list, and keep in place what is in view."""
        news = self.session.news
        self.follow(bridge, news.follow_requests)
        if self.place == Place.NOTIFICATIONS:
            self.follow(bridge, news.held_back)
            news.policy.open()
        elif self.place.kind == "filtered":
            news.held_back.seek(self.place.argument)  # keys here decide about the sender
        super().begin(bridge)
        self._stops.append(self.notifications.watch(self._seen))

    def _seen(self) -> set[RowKey]:
        keys = set(self.visible_keys()) if self.display and self.is_attached else set()
        return keys | ({self.cursor_key} if self.cursor_key is not None else set())

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """All of them, and each kind."""
        if self.place.kind != "notifications":
            return ()
        return [(Place.notifications(part), word) for part, word in _PARTS]

    def contexts(self) -> tuple[str, ...]:
        """Somebody who asks to follow is answered in place; every row can be dismissed."""
        if self.selected_happening is None:
            return ()
        if self.place.kind != "notifications":
            return (SENDER, DOOR)
        # Also once it is answered: the same key pressed again says so, and does nothing else.
        return (REQUEST, NOTIFICATION) if _asks(self.selected_happening) else (NOTIFICATION,)

    # Rows

    def _notes(self) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
        above, below = super()._notes()
        count = self.session.news.held_back.count if self.place == Place.NOTIFICATIONS else 0
        if not count:
            return above, below
        who = "1 sender is" if count == 1 else f"{count:,} senders are"
        door = Note(f"Notifications of {who} held back. Enter shows them.", action="go.filtered")
        return (*above, door), below

    def empty_words(self) -> str:
        """Why there is nothing."""
        if self.notifications.had_unreadable:
            return "Nothing of what your server sent could be read. The log names it."
        if self.place.kind != "notifications":
            return "Nothing of this sender is held back any more."
        return _EMPTY[self.place.argument]

    def sync(self) -> None:
        """Show the rows as they are now, and what grew where it stands."""
        first = self.keys[0] if self.keys else None
        was_at_top, begins = self.is_at_top, not self._shown[0] and not self._went_to_top
        super().sync()
        if begins:
            self._leave_words()
        elif was_at_top and first != self.keys[0] and isinstance(self.keys[0], Note) and isinstance(first, str):
            self.stay_at_top()  # what came above is no news that would wait there
            self.select_in_place(first)
        self._redraw_what_grew()

    def _leave_words(self) -> None:
        """What is read first is the first notification, whether it or what stands above it came before the other."""
        first = next((key for key in self.keys if isinstance(key, str)), None)
        if isinstance(self.cursor_key, Note) and first is not None:
            self.select_in_place(first)

    def _redraw_what_grew(self) -> None:
        shown = {row: one for row in self.visible_keys() if (one := self.notifications.happening(row)) is not None}
        requests = self.session.news.follow_requests
        requests.doubt((_who(one), one.id) for one in shown.values() if _asks(one))
        drawn = {str(row): (one, requests.answer_to(_who(one)) if _asks(one) else None) for row, one in shown.items()}
        others = [row for row, what in drawn.items() if row in self._drawn and self._drawn[row] != what]
        self._drawn = drawn
        if others:
            self.changed(others)

    def on_timeline_view_scrolled(self, _event: TimelineView.Scrolled) -> None:
        """Learn of those who asked and came on the screen whether they still wait."""
        self._redraw_what_grew()

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a row, a hole or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        if isinstance(key, Gap):
            return self.lay_out_gap(key, width)
        happening = self.notifications.happening(key)
        if happening is None:
            return render_note("This notification is gone.", width, self.context())
        status = self._status_of(happening)
        answer = self.session.news.follow_requests.answer_to(_who(happening)) if _asks(happening) else None
        view = NotificationView(
            happening=happening,
            people=self._people_of(happening),
            post=self.view_of(status) if status is not None else None,
            read_line=key == self._drawn_read_line,
            found=self.finding,
            note=ANSWERED[answer] if answer is not None else "",
        )
        return render_notification(view, width, self.context())

    def lay_out_gap(self, gap: Gap, width: int) -> RowLayout:
        """Draw a hole."""
        newer, older = self.notifications.happening(gap.above), self.notifications.happening(gap.below)
        above, below = (one.created_at if one is not None else None for one in (newer, older))
        seconds = (above - below).total_seconds() if above is not None and below is not None else None
        is_loading = gap == self.feed.state.loading_gap
        return render_hole(seconds, width, self.context(), what=self.WHAT, loading=is_loading)

    def searched_text(self, key: RowKey) -> str | None:
        """The names, and all that was written in the post."""
        happening = self.notifications.happening(key)
        if happening is None:
            return ""
        names = " ".join(f"{account.name} @{account.acct}" for account in happening.accounts)
        post = super().searched_text(happening.status_id) if happening.status_id is not None else None
        return f"{names}\n{post or ''}"

    # What is selected

    @property
    def selected_happening(self) -> Happening | None:
        """What the selected row is about."""
        return self.notifications.happening(self.cursor_key)

    @property
    def selected_status(self) -> Status | None:
        """The post of the selected row."""
        happening = self.selected_happening
        return self._status_of(happening) if happening is not None else None

    @property
    def selected_account(self) -> Account | None:
        """Who wrote the post that the selected row is about, or did last what it tells."""
        happening = self.selected_happening
        if happening is None:
            return None
        status = self._status_of(happening)
        people = self._people_of(happening)
        if status is not None and (happening.type in _OF_AUTHORS or not people):
            return status.inner.account
        return people[0] if people else None

    @property
    def selected_people(self) -> Sequence[tuple[str, Account]]:
        """Who did what the row tells, and who wrote the post."""
        happening, status = self.selected_happening, self.selected_status
        people = self._people_of(happening) if happening is not None else []
        author = status.inner.account if status is not None else None
        others = [one for one in people if author is None or one.id != author.id]
        word = "" if author is None and len(others) == 1 else "in this notification"
        return [*([("author", author)] if author is not None else []), *((word, one) for one in others[:_MOST_IN_MENU])]

    @property
    def selected_target(self) -> Target | None:
        """The profile a row leads to that is about no post, or the server's page about what moderators did."""
        happening, account = self.selected_happening, self.selected_account
        if happening is not None and (page := page_of(happening, self.session.account.server)):
            return Target("link", page)
        if happening is not None and happening.report is not None and happening.report.target_account is not None:
            account = happening.report.target_account
        return Target("account", account.id) if account is not None else None

    @property
    def selected_address(self) -> str:
        """The page of the post, else of the profile, else of what moderators did."""
        happening, account = self.selected_happening, self.selected_account
        page = page_of(happening, self.session.account.server) if happening is not None else ""
        return super().selected_address or page or ((account.url or "") if account is not None else "")

    @property
    def selected_links(self) -> list[Link]:
        """The people of a row."""
        happening = self.selected_happening
        people = self._people_of(happening) if happening is not None else []
        return [Link("account", f"@{account.acct}", account.id) for account in people]

    def visible_statuses(self) -> list[StatusId]:
        """The posts in view, from the top."""
        shown = (self.notifications.happening(key) for key in self.visible_keys())
        return [one.status_id for one in shown if one is not None and one.status_id is not None]

    def show_choice(self, status_id: StatusId, choice: PollChoice | None) -> None:
        """See `StatusList.show_choice`."""
        super().show_choice(status_id, choice)
        self.changed(self.notifications.rows_about([("status", status_id)]), shows_cursor=True)

    def _people_of(self, happening: Happening) -> list[Account]:
        """Who did it; what the moderators of the server did is told with an account that is none of theirs."""
        if happening.event is not None or happening.moderation_warning is not None:
            return []
        return [self.session.store.account(one.id) or one for one in happening.accounts]

    def _status_of(self, happening: Happening) -> Status | None:
        return self.session.store.status(happening.status_id) if happening.status_id is not None else None

    # What the person does

    def _reader_moved(self) -> None:
        super()._reader_moved()
        self.has_slid = False

    def to_top(self) -> None:
        """See `TimelineView.to_top`; what grew where it stood is there too then."""
        self.notifications.settle()
        self.sync()
        super().to_top()

    def to_newest(self) -> None:
        """See `FeedList.to_newest`."""
        super().to_newest()
        self._leave_words()

    # What changed

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew what shows one of these."""
        rows = self.notifications.rows_about(list(keys))
        if rows:
            if self._find is not None:
                self._find.forget(set(rows))
            self.changed(rows)


def _asks(happening: Happening) -> bool:
    return happening.type == "follow_request"


def _who(happening: Happening) -> AccountId:
    return happening.accounts[0].id if happening.accounts else ""
