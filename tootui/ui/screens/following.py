"""Where a post leads: its links, the people and tags it names, the post it quotes, its own page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.browser import open_url
from tootui.text.addresses import host_of
from tootui.text.links import Link, links_of
from tootui.ui.dispatch import Handler
from tootui.ui.handing_over import tell_handed_over
from tootui.ui.render.lines import Target
from tootui.ui.screens.selected import NO_POST, Selected
from tootui.ui.screens.viewing import Viewing

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_LINK_WORDS = {
    "media": "show",
    "mention": "profile",
    "account": "profile",
    "hashtag": "posts with this tag",
    "quote": "the quoted post",
}
LEADS = frozenset({"link", "card", "media", "mention", "account", "hashtag", "place", "quote", "reply"})
"""The kinds of targets that lead somewhere."""


class Following:
    """Goes where posts lead."""

    def __init__(self, screen: MainScreen, selected: Selected, viewing: Viewing) -> None:
        self._screen = screen
        self._selected = selected
        self._viewing = viewing

    def handlers(self) -> dict[str, Handler]:
        """The commands that lead away from a post."""
        selected = self._selected
        return {
            "status.browse": Handler(lambda: self._open(self._address), self._why_no_address),
            "status.copy_link": Handler(
                lambda: self._screen.tootui.copy_to_clipboard(self._address), self._why_no_address
            ),
            "link.pick": Handler(self._pick, self._why_not_pick),
            "account.open": Handler(self._open_author, self._why_no_author),
            "booster.open": Handler(selected.acting(self._open_booster), selected.why_not(_why_no_booster)),
            "status.boosters": Handler(selected.acting(partial(self._open_people, "boosted_by")), selected.why_none),
            "status.favouriters": Handler(
                selected.acting(partial(self._open_people, "favourited_by")), selected.why_none
            ),
        }

    @property
    def _address(self) -> str:
        return self._screen.column.current.selected_address

    def _why_no_address(self) -> str | None:
        if self._address:
            return None
        return NO_POST if self._selected.status is None else "This post has no address of its own."

    def _why_not_pick(self) -> str | None:
        status, current = self._selected.status, self._screen.column.current
        if status is not None:
            return self._why_no_links(status)
        if current.selected_links:
            return None
        return NO_POST if current.selected_account is None else "There is nothing to follow here."

    def _why_no_links(self, status: Status) -> str | None:
        if self._links(status):
            return None
        if links_of(status):
            key = self._screen.tootui.keymap.label("status.reveal")
            return f"What this post leads to is covered: {key} shows it."
        return "There is nothing to follow in this post."

    def _why_no_author(self) -> str | None:
        return None if self._selected.account is not None else NO_POST

    def _links(self, status: Status) -> list[Link]:
        """What may be picked: nothing that is covered."""
        reveals = self._screen.session.reveals
        if not reveals.can_cover(status) or reveals.is_open(status):
            return links_of(status)
        if status.inner.spoiler_text:
            return []
        return [link for link in links_of(status) if link.kind != "media"]

    def _open_author(self) -> None:
        account = self._selected.account
        if account is not None:
            self._screen.go(Place.account(account.id))

    def _open_booster(self, status: Status) -> None:
        self._screen.go(Place.account(status.account.id))

    def _open_people(self, kind: str, status: Status) -> None:
        self._screen.go(Place(kind, status.inner.id))

    def _pick(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem, letter

        status = self._selected.status
        links = self._links(status) if status is not None else self._screen.column.current.selected_links
        items = [PickerItem(letter(number), link.label, _words_for(link)) for number, link in enumerate(links)]

        def follow(index: int | None) -> None:
            if index is not None:
                self.follow(Target(links[index].kind, links[index].target))

        self._screen.app.push_screen(Picker("Follow", items), follow)

    def follow(self, target: Target) -> None:
        """Go where a target of one of the kinds `LEADS` leads."""
        kind, value = target
        if kind in ("mention", "account"):
            self._screen.go(Place.account(value))
        elif kind == "hashtag":
            self._screen.go(Place.tag(value))
        elif kind == "place":
            self._screen.go(Place.parse(value))
        elif kind in ("quote", "reply"):
            self._screen.open_thread(value)
        elif kind == "media":
            self._viewing.show_address(value)
        else:
            self._open(value)

    def _open(self, url: str) -> None:
        app = self._screen.tootui
        tell_handed_over(app, url, open_url(url, app.settings.general.browser), where=" in the browser")


def _why_no_booster(status: Status) -> str | None:
    return None if status.reblog is not None else "Nobody boosted this into the timeline."


def _words_for(link: Link) -> str:
    """What picking a link does; of an address where it really leads, whatever its words say."""
    if link.kind in ("link", "card"):
        return f"opens {host_of(link.target)}"
    return _LINK_WORDS.get(link.kind, "")
