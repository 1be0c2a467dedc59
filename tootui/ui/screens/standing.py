"""What header, footer, titles and sidebar say about how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tootui.model.account import Relationship
from tootui.model.base import known
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.text.numbers import compact
from tootui.ui.commands import ACCOUNT_ONLY, CONVERSATION, PARTS, SIDEBAR, TAG, UNSENT, Command, commands_in
from tootui.ui.widgets.column import Column
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.footer import HELP, Footer, waiting_words
from tootui.ui.widgets.header import Header, HeaderState
from tootui.ui.widgets.place_list import Note

if TYPE_CHECKING:
    from tootui.model.account import Account
    from tootui.model.tags import Tag
    from tootui.service.shelf import Section
    from tootui.ui.screens.main import MainScreen


class RowWords(Struct, frozen=True, gc=False):
    """What the selected row adds to the footer."""

    enter: str
    contexts: tuple[str, ...]
    words: dict[str, str]
    """Words for commands, by id, where the row says what they do; empty where they do nothing."""


class Standing:
    """Tells them.

    Args:
        screen: whose.
        header: the first row.
        footer: the last row.
    """

    def __init__(self, screen: MainScreen, header: Header, footer: Footer) -> None:
        self._screen = screen
        self._header = header
        self._footer = footer
        self._sections: list[Section] | None = None
        self._row = RowWords("", (), {})
        self._with_outbox = False
        self._counts_news = False

    def shelf_changed(self) -> None:
        """Lists or tags came or went."""
        self._sections = None

    def tell(self, *, with_outbox: bool) -> None:
        """Say how things stand; what is as before costs next to nothing.

        Args:
            with_outbox: whether what waits to be sent is known already.
        """
        screen, columns = self._screen, self._screen.columns
        self._with_outbox = with_outbox
        if with_outbox and not self._counts_news and not screen.session.is_guest:
            self._follow_news()
        shelf = screen.session.shelf
        columns.tell(self._title_of, self._new_words)
        if columns.sidebar is not None:
            if self._sections is None:
                self._sections = shelf.sections()
            session = screen.session
            columns.sidebar.tell_account(session.acct or session.host, screen.tootui.unread_elsewhere)
            columns.sidebar.tell(self._sections, columns.column.current.place, self._counts())
        self._tell_header()
        self._tell_footer()

    def _follow_news(self) -> None:
        """Once what is more urgent is loaded: what the reader has not seen of what came to them in person."""
        self._counts_news = True
        news = self._screen.session.news
        self._screen.bridge.watch(news.observe, self._news_changed)
        news.count()

    def _news_changed(self) -> None:
        self.tell(with_outbox=self._with_outbox)

    def row_changed(self) -> None:
        """Another row is selected: what is not a post has other keys."""
        if self._row != self._row_words():
            self._tell_footer()

    def _row_words(self) -> RowWords:
        """What the footer says because of the selected row."""
        current = self._screen.column.current
        contexts, enter = current.contexts(), self._enter_word()
        words: dict[str, str] = {"thread.open": enter}
        if TAG in contexts:
            words["tag.follow"] = self._tag_word(current.selected_tag)
        if current.selected_status is None and current.selected_account is not None:
            words |= {"person.follow": self._follow_word(current.selected_account), "status.menu": "actions"}
        elif current.selected_status is None and current.selected_address:
            words["status.menu"] = "actions"
        words |= dict.fromkeys(self._done_with(contexts), "")
        return RowWords(enter, contexts, words)

    def _done_with(self, contexts: tuple[str, ...]) -> list[str]:
        """What the row had to be decided that is decided: its keys still say so, but are not offered."""
        if not self._with_outbox:  # the first frame does without what knows
            return []
        handlers = self._screen.dispatcher.handlers
        decisions = [one for one in commands_in(contexts) if one.group == "requests" and one.id in handlers]
        return [one.id for one in decisions if handlers[one.id].why_not() is not None]

    def _enter_word(self) -> str:
        """What Enter does with the selected row; empty where it does nothing or the row says it itself."""
        current = self._screen.column.current
        if current.selected_status is not None:
            return "thread"
        if isinstance(current.cursor_key, Gap):
            return "load"
        if isinstance(current.cursor_key, Note):
            return current.cursor_key.enter
        return "open" if current.selected_target is not None else ""

    def _tell_header(self) -> None:
        session, look, columns = self._screen.session, self._screen.look, self._screen.columns
        connection = session.connection
        state = HeaderState(
            place=self._title_of(columns.column.current.place),
            position=columns.position,
            new_count=_new_count(columns.column),
            unread="" if columns.has_sidebar else self._unread_words(),
            connection=connection.state,
            again_at=connection.until,
            sign_in_key=self._screen.tootui.keymap.label("account.switch") if connection.state == "signed_out" else "",
            acct=session.acct,
            guest_of=session.host if session.is_guest else "",
            is_demo=session.is_demo,
            clock=look.clock,
        )
        self._header.tell(state, session.clock.now(), new_mark=look.glyphs.new, ellipsis=look.glyphs.ellipsis)

    def _tell_footer(self) -> None:
        screen = self._screen
        self._row = self._row_words()
        commands = [said for one in commands_in(screen.contexts()) if (said := self._as_here(one)).footer]
        for context, others in ((SIDEBAR, ()), (UNSENT, ()), (CONVERSATION, ("status.reply",))):
            if context in screen.contexts():
                commands = [one for one in commands if context in one.contexts or one.id in (HELP, *others)]
        of_row = set(self._row.contexts)
        keymap = screen.tootui.keymap
        here = screen.contexts()  # each key is named once, for what it does here
        commands = [one for one in commands if keymap.keys_of(one.id)[:1] == keymap.keys_here(one.id, here)[:1]]
        commands.sort(key=lambda one: _rank(one, of_row))
        if screen.session.is_guest:
            commands = [one for one in commands if one.id not in ACCOUNT_ONLY]
        waiting = waiting_words(draft.state for draft in screen.session.outbox.items) if self._with_outbox else ""
        self._footer.tell(commands, keymap, waiting=waiting, new=self._new_words(screen.columns.column))

    def _as_here(self, command: Command) -> Command:
        """A command with the word it has for the selected row: keys about posts are for posts."""
        if command.id in self._row.words:
            return replace(command, footer=self._row.words[command.id])
        is_about_posts = command.group in ("post", "conversation")
        return replace(command, footer="") if is_about_posts and self._row.enter != "thread" else command

    def _tag_word(self, tag: Tag | None) -> str:
        """What the key does about the selected tag, or the one whose posts these are."""
        if tag is None:
            return ""
        is_followed = self._screen.session.enquiries.tags.is_followed(tag.name, tag.following)
        return "leave tag" if is_followed else "follow tag"

    def _follow_word(self, account: Account) -> str:
        """What the key does about the person of the selected row; empty where nobody is followed by it."""
        session = self._screen.session
        one = session.store.relationship(account.id) or Relationship(id=account.id)
        if known(one.following, False):
            return "unfollow"
        if known(one.requested, False):
            return "withdraw request"
        stands_between = (one.blocking, one.blocked_by, one.domain_blocking)
        is_for_nothing = account.id == session.account.account_id or any(known(each, False) for each in stands_between)
        return "" if is_for_nothing else "follow"

    def _title_of(self, place: Place) -> str:
        return self._screen.look.drawn(self._screen.session.shelf.title_of(place))

    def _new_words(self, column: Column) -> str:
        count = _new_count(column)
        return f"{self._screen.look.glyphs.new} {count} new" if count else ""

    def _unread(self) -> dict[Place, int]:
        """How much came to the reader in person that they have not seen, as far as that is known."""
        if not self._counts_news:
            return {}
        news = self._screen.session.news
        return {Place.NOTIFICATIONS: news.unread_notifications or 0, Place.DIRECT: news.unread_conversations or 0}

    def _unread_words(self) -> str:
        """The same where there is no sidebar to show it: by the letters that lead there."""
        letters = {Place.NOTIFICATIONS: "n", Place.DIRECT: "d"}
        words = [f"{letters[place]} {compact(count)}" for place, count in self._unread().items() if count]
        return f" {self._screen.look.glyphs.dot} ".join(words)

    def _counts(self) -> dict[Place, int]:
        """How many posts are new at home and in what is open, and what is unread; of other places nothing is known."""
        counts = self._screen.session.shelf.unsent_counts | self._unread()
        if not self._screen.session.is_guest:
            counts[Place.HOME] = self._screen.session.feed(Place.HOME).new_count
        for column in self._screen.columns.columns:
            if column.feed_list is not None:
                counts[column.feed_list.place] = column.feed_list.feed.new_count
        return counts


def _rank(command: Command, of_row: set[str]) -> int:
    """Where it stands in the footer: first what is for the row, last what leads on and to all other keys."""
    if of_row.intersection(command.contexts):
        return 0
    if PARTS in command.contexts:
        return 2
    return 3 if command.id == HELP else 1


def _new_count(column: Column) -> int:
    """How much is new in the place in view: of the one behind it the sidebar tells."""
    current = column.current
    return current.feed.new_count if isinstance(current, FeedList) else 0
