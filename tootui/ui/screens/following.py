"""Where a post leads: its links, the people and tags it names, the post it quotes, its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.browser import open_url
from tootui.text.clean import is_openable
from tootui.text.links import links_of
from tootui.ui.dispatch import Handler
from tootui.ui.render.lines import Target
from tootui.ui.screens.selected import NO_POST, Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_LINK_WORDS = {
    "link": "open",
    "card": "open",
    "media": "open",
    "mention": "profile in the browser",
    "hashtag": "posts with this tag",
    "quote": "the quoted post",
}
LEADS = frozenset({"link", "card", "media", "mention", "account", "hashtag", "place", "quote", "reply"})
"""The kinds of targets that lead somewhere."""


class Following:
    """Goes where posts lead."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The commands that lead away from a post."""
        selected = self._selected
        return {
            "status.browse": Handler(lambda: self._open(self._address), self._why_no_address),
            "status.copy_link": Handler(
                lambda: self._screen.tootui.copy_to_clipboard(self._address), self._why_no_address
            ),
            "link.pick": Handler(selected.acting(self._pick), selected.why_not(self._why_no_links)),
        }

    @property
    def _address(self) -> str:
        return self._screen.column.current.selected_address

    def _why_no_address(self) -> str | None:
        if self._address:
            return None
        return NO_POST if self._selected.status is None else "This post has no address of its own."

    def _why_no_links(self, status: Status) -> str | None:
        return None if links_of(status) else "There is nothing to follow in this post."

    def _pick(self, status: Status) -> None:
        from tootui.ui.screens.picker import LETTERS, Picker, PickerItem

        links = links_of(status)
        items = [
            PickerItem(letter, link.label, _LINK_WORDS.get(link.kind, ""))
            for letter, link in zip(LETTERS, links, strict=False)
        ]

        def follow(index: int | None) -> None:
            if index is not None:
                self.follow(Target(links[index].kind, links[index].target))

        self._screen.app.push_screen(Picker("Follow", items), follow)

    def follow(self, target: Target) -> None:
        """Go where a target of one of the kinds `LEADS` leads."""
        kind, value = target
        if kind in ("mention", "account"):
            self._open_profile(value)
        elif kind == "hashtag":
            self._screen.go(Place.tag(value))
        elif kind == "place":
            self._screen.go(Place.parse(value))
        elif kind in ("quote", "reply"):
            self._screen.open_thread(value)
        else:
            self._open(value)

    def _open_profile(self, account_id: str) -> None:
        account = self._screen.session.store.account(account_id)
        if account is not None and account.url:
            self._open(account.url)
        else:
            self._screen.tootui.say("The address of this profile is not known.", "warning")

    def _open(self, url: str) -> None:
        app = self._screen.tootui
        if not is_openable(url):
            app.say("This is no address that can be opened.", "warning")
        elif open_url(url, app.settings.general.browser):
            app.say(f"Opened in the browser: {url}")
        else:
            app.copy_to_clipboard(url)
            app.say(
                "No browser was opened: there is no display here. The setting general.browser names a command for it.",
                "warning",
            )
