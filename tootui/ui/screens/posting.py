"""What the keys that act on a post do, and why they cannot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.browser import open_url
from tootui.text.clean import is_openable
from tootui.text.links import Link, links_of
from tootui.ui.dispatch import Handler
from tootui.ui.render.lines import Target
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import Note
from tootui.ui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen

_NO_POST = "No post is selected."
_LINK_WORDS = {
    "link": "open",
    "card": "open",
    "media": "open",
    "mention": "profile in the browser",
    "hashtag": "posts with this tag",
    "quote": "the quoted post",
}


class PostCommands:
    """Acts on the selected post, or on what was clicked."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    @property
    def _session(self) -> Session:
        return self._screen.session

    @property
    def _selected(self) -> Status | None:
        return self._screen.column.current.selected_status

    @property
    def _visible(self) -> list[Status]:
        store = self._session.store
        statuses = (store.status(key) for key in self._screen.column.current.visible_statuses())
        return [status for status in statuses if status is not None]

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "post"."""
        return {
            "thread.open": Handler(self.enter, self._why_not_enter),
            "status.reply": Handler(self._with_post(self._reply), self._why_not_verb("reply")),
            "status.reply_author": Handler(self._with_post(self._reply_author), self._why_not_verb("reply")),
            "status.boost": Handler(self._with_post(self._boost), self._why_not_verb("reblog")),
            "status.favourite": Handler(self._with_post(self._favourite), self._why_not_verb("favourite")),
            "status.bookmark": Handler(self._with_post(self._bookmark), self._why_not_verb("bookmark")),
            "status.delete": Handler(self._with_post(self._delete), self._why_not_verb("delete")),
            "status.reveal": Handler(self._with_post(self._reveal), self._why_not_reveal),
            "status.reveal_all": Handler(self._reveal_all, self._why_not_reveal_all),
            "status.browse": Handler(self._with_post(self._browse), self._why_not_link),
            "status.copy_link": Handler(self._with_post(self._copy_link), self._why_not_link),
            "link.pick": Handler(self._with_post(self._pick_link), self._why_no_links),
            "status.menu": Handler(self._menu, self._why_no_post),
        }

    def _with_post(self, act: Callable[[Status], None]) -> Callable[[], None]:
        def run() -> None:
            status = self._selected
            if status is not None:
                act(status)

        return run

    # Why not

    def _why_no_post(self) -> str | None:
        return None if self._selected is not None else _NO_POST

    def _why_not_verb(self, verb: str) -> Callable[[], str | None]:
        def why_not() -> str | None:
            status = self._selected
            return _NO_POST if status is None else self._session.actions.why_not(verb, status.inner.id)

        return why_not

    def _why_not_enter(self) -> str | None:
        key = self._screen.column.current.cursor_key
        if isinstance(key, Note) and not key.action:
            return _NO_POST
        current, status = self._screen.column.current, self._selected
        if isinstance(current, ThreadList) and status is not None and current.thread.focus_id == status.inner.id:
            return "You are in the thread of this post."
        return None if key is not None else _NO_POST

    def _why_not_reveal(self) -> str | None:
        status = self._selected
        if status is None:
            return _NO_POST
        return None if self._session.reveals.can_cover(status) else "Nothing of this post is covered."

    def _why_not_reveal_all(self) -> str | None:
        covered = any(self._session.reveals.can_cover(status) for status in self._visible)
        return None if covered else "Nothing on the screen is covered."

    def _why_not_link(self) -> str | None:
        status = self._selected
        if status is None:
            return _NO_POST
        return None if status.inner.url else "This post has no address of its own."

    def _why_no_links(self) -> str | None:
        status = self._selected
        if status is None:
            return _NO_POST
        return None if links_of(status) else "There is nothing to follow in this post."

    # Acts

    def enter(self) -> None:
        """Open what is under the cursor: a thread, a hole to fill, what a note offers."""
        current = self._screen.column.current
        key = current.cursor_key
        if isinstance(key, Gap):
            assert isinstance(current, FeedList)
            current.fill(key)
        elif isinstance(key, Note):
            self._screen.dispatcher.run(key.action)
        elif (status := self._selected) is not None:
            self._screen.open_thread(status.inner.id)

    def _reply(self, status: Status) -> None:
        self._screen.writing.reply(status)

    def _reply_author(self, status: Status) -> None:
        self._screen.writing.reply(status, author_only=True)

    def _boost(self, status: Status) -> None:
        boost = partial(self._session.actions.reblog, status.inner.id)
        if self._screen.tootui.settings.timeline.confirm_boost and not status.inner.reblogged:
            self._screen.ask(f"Boost the post of @{status.inner.account.acct}?", "", "boost", boost)
        else:
            boost()

    def _favourite(self, status: Status) -> None:
        self._session.actions.favourite(status.inner.id)

    def _bookmark(self, status: Status) -> None:
        self._session.actions.bookmark(status.inner.id)

    def _delete(self, status: Status) -> None:
        delete = partial(self._session.actions.delete, status.inner.id)
        self._screen.ask("Delete this post?", "It is gone for everybody and cannot be brought back.", "delete", delete)

    def _reveal(self, status: Status) -> None:
        self._session.reveals.toggle(status.id)

    def _reveal_all(self) -> None:
        self._session.reveals.open_all([status.id for status in self._visible])

    def _browse(self, status: Status) -> None:
        self._open(status.inner.url or "")

    def _copy_link(self, status: Status) -> None:
        self._screen.tootui.copy_to_clipboard(status.inner.url or "")

    def _open(self, url: str) -> None:
        if not is_openable(url):
            self._screen.tootui.say("This is no address that can be opened.", "warning")
        elif open_url(url, self._screen.tootui.settings.general.browser):
            self._screen.tootui.say(f"Opened in the browser: {url}")
        else:
            self._screen.tootui.copy_to_clipboard(url)
            self._screen.tootui.say(
                "No browser was opened: there is no display here. The setting general.browser names a command for it.",
                "warning",
            )

    # Links

    def _pick_link(self, status: Status) -> None:
        from tootui.ui.screens.picker import LETTERS, Picker, PickerItem

        links = links_of(status)
        items = [
            PickerItem(letter, link.label, _LINK_WORDS.get(link.kind, ""))
            for letter, link in zip(LETTERS, links, strict=False)
        ]

        def follow(index: int | None) -> None:
            if index is not None:
                self._follow_link(links[index])

        self._screen.app.push_screen(Picker("Follow", items), follow)

    def _follow_link(self, link: Link) -> None:
        self.follow(Target(link.kind, link.target))

    def follow(self, target: Target) -> None:
        """Go where a piece of a post leads, or do what it stands for."""
        kind, value = target.kind, target.value
        actions = self._session.actions
        if kind in ("link", "card", "media"):
            self._open(value)
        elif kind in ("mention", "account"):
            self._open_profile(value)
        elif kind == "hashtag":
            self._screen.go(Place.tag(value))
        elif kind in ("quote", "reply"):
            self._screen.open_thread(value)
        elif kind == "cw":
            self._session.reveals.toggle(value)
        elif kind == "gap":
            self.enter()
        elif kind in ("boost", "favourite", "bookmark"):
            verb = {"boost": "reblog"}.get(kind, kind)
            reason = actions.why_not(verb, value)
            if reason is not None:
                self._screen.tootui.say(reason)
            else:
                {"boost": actions.reblog, "favourite": actions.favourite, "bookmark": actions.bookmark}[kind](value)

    def _open_profile(self, account_id: str) -> None:
        account = self._session.store.account(account_id)
        if account is not None and account.url:
            self._open(account.url)
        else:
            self._screen.tootui.say("The address of this profile is not known.", "warning")

    def _menu(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem

        dispatcher = self._screen.dispatcher
        offered = [
            (command, reason)
            for command, reason in dispatcher.offered()
            if command.group == "post" and command.id != "status.menu"
        ]
        items = [
            PickerItem(
                next(iter(dispatcher.keymap.keys_of(command.id)), ""), command.title, reason or "", reason is None
            )
            for command, reason in offered
        ]

        def run(index: int | None) -> None:
            if index is not None:
                dispatcher.run(offered[index][0].id)

        self._screen.app.push_screen(Picker("This post", items), run)
