"""Where a post leads: its links, the people and tags it names, the post it quotes, its own page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.api.features import Feature
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.browser import open_url
from tootui.text.addresses import host_of
from tootui.text.fediverse import may_lead_inside, tag_on_page
from tootui.text.links import Link, links_of
from tootui.ui.dispatch import Handler
from tootui.ui.handing_over import tell_handed_over
from tootui.ui.render.lines import Target
from tootui.ui.screens.opening import NOTICE, Opening
from tootui.ui.screens.searching import Searching
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
LEADS = frozenset({"link", "card", "media", "mention", "account", "hashtag", "place", "quote", "reply", "search"})
"""The kinds of targets that lead somewhere."""


class Following:
    """Goes where posts lead."""

    def __init__(self, screen: MainScreen, selected: Selected, viewing: Viewing) -> None:
        self._screen = screen
        self._selected = selected
        self._viewing = viewing
        self._opening = Opening(screen)
        self._searching = Searching(screen)

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
            "status.quotes": Handler(selected.acting(partial(self._open_people, "quotes")), self._why_no_quotes),
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
        return "There is nothing to follow here." if current.selected_account or self._address else NO_POST

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

    def _why_no_quotes(self) -> str | None:
        if self._selected.status is None:
            return NO_POST
        return None if self._screen.session.offers(Feature.QUOTES) else "Your server knows no quotes."

    def _open_author(self) -> None:
        account = self._selected.account
        if account is not None:
            self._screen.go(Place.account(account.id))

    def _open_booster(self, status: Status) -> None:
        self._screen.go(Place.account(status.account.id))

    def _open_people(self, kind: str, status: Status) -> None:
        self._screen.go(Place(kind, status.inner.id))

    def _pick(self) -> None:
        from tootui.ui.screens.link_picker import LinkPicker
        from tootui.ui.screens.picker import PickerItem, letter

        status = self._selected.status
        links = self._links(status) if status is not None else self._screen.column.current.selected_links
        browser_key = self._screen.tootui.keymap.label("status.browse")
        keys = (key if (key := letter(number)) != browser_key else "" for number in range(len(links)))
        items = [PickerItem(key, link.label, self._words_for(link)) for key, link in zip(keys, links, strict=True)]
        picker = LinkPicker(items, browser_key if len(browser_key) == 1 else "")

        def follow(index: int | None) -> None:
            if index is not None:
                link = links[index]
                if picker.in_browser:
                    self._browse(link)
                else:
                    self.follow(Target(link.kind, link.target))

        self._screen.app.push_screen(picker, follow)

    def _words_for(self, link: Link) -> str:
        """What picking a link does; of an address where it really leads, whatever its words say."""
        if link.kind not in ("link", "card"):
            return _LINK_WORDS.get(link.kind, "")
        host = host_of(link.target)
        if (tag := self._tag_behind(link.target)) is not None:
            return f"posts with #{tag}"
        is_found_here = may_lead_inside(link.target) and self._opening.may_find(link.target)
        return f"post or profile at {host}, opens here" if is_found_here else f"opens {host}"

    def _tag_behind(self, url: str) -> str | None:
        """The tag of a page, if that is one of the reader's server or of one that is known to have people."""
        tag = tag_on_page(url)
        if tag is None:
            return None
        session, host = self._screen.session, host_of(url)
        people = session.store.held_accounts()
        is_known = any(host in (host_of(one.url or ""), one.acct.lower().partition("@")[2]) for one in people)
        return tag if is_known or host == session.host else None

    def _open_tag(self, tag: str, url: str) -> None:
        session, host = self._screen.session, host_of(url)
        self._screen.go(Place.tag(tag))
        if host != session.host:
            session.notices.post(f"#{tag} as {session.host} knows it; {host} may know other posts", key=NOTICE)

    def _browse(self, link: Link) -> None:
        """Open the page of what a link leads to, rather than show it here."""
        store = self._screen.session.store
        account = store.account(link.target) if link.kind == "mention" else None
        status = store.status(link.target) if link.kind == "quote" else None
        addresses = {
            "mention": account.url if account is not None else None,
            "quote": status.url if status is not None else None,
        }
        address = link.target if link.kind in ("link", "card", "media") else addresses.get(link.kind)
        if address:
            self._open(address)
        else:
            self._screen.say("Nothing is known of a page of this.")

    def follow(self, target: Target) -> None:
        """Go where a target of one of the kinds `LEADS` leads."""
        kind, value = target
        if kind in ("mention", "account"):
            self._screen.go(Place.account(value))
        elif kind == "hashtag":
            self._screen.go(Place.tag(value))
        elif kind == "place":
            self._go_to_place(Place.parse(value))
        elif kind == "search":
            self._searching.search(value)
        elif kind in ("quote", "reply"):
            self._screen.open_thread(value)
        elif kind == "media":
            self._viewing.show_address(value)
        elif (tag := self._tag_behind(value)) is not None:
            self._open_tag(tag, value)
        elif may_lead_inside(value):
            self._opening.open(value, partial(self._open_after_all, value))
        else:
            self._open(value)

    def _go_to_place(self, place: Place) -> None:
        """Open it, or turn to it where it is a part of the place in view."""
        column = self._screen.column
        if place in [part for part, _word in column.current.parts]:
            column.turn_to(place)
        else:
            self._screen.go(place)

    def _open(self, url: str) -> None:
        app = self._screen.tootui
        tell_handed_over(app, url, open_url(url, app.settings.general.browser), where=" in the browser")

    def _open_after_all(self, url: str, why: str) -> None:
        """Open in the browser what could not be opened here."""
        app = self._screen.tootui
        reason = open_url(url, app.settings.general.browser)
        if reason is None:
            self._screen.session.notices.post(f"Opened in the browser, as {why}: {url}", key=NOTICE)
        else:
            tell_handed_over(app, url, reason)


def _why_no_booster(status: Status) -> str | None:
    return None if status.reblog is not None else "Nobody boosted this into the timeline."
