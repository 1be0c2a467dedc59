"""Who follows somebody, and whom they follow: parts of their profile."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.account import Account
from tootui.model.base import known
from tootui.model.places import Place
from tootui.service.profile import Profile
from tootui.service.session import Session
from tootui.text.clean import clean_line
from tootui.text.links import Link
from tootui.text.numbers import compact
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.people_list import PeopleList
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey
from tootui.ui.widgets.profile_head import ProfileHead, is_head


class AcquaintanceList(PeopleList):
    """The people of one profile, below its head."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self._head = ProfileHead(session, place)
        self.profile: Profile = self._head.profile
        self._bridge: Bridge | None = None
        self._is_begun = False
        super().__init__(session, look, place, key_names)

    def begin(self, bridge: Bridge) -> None:
        """Load the profile and its people, and follow what changes."""
        self._bridge = bridge
        self._stops.append(self.profile.observe(lambda: bridge.soon(self._profile_changed)))
        self.profile.open(whole=False)
        self._begin_people()

    def _begin_people(self) -> None:
        """Those who are kept from view are not asked for, nor before it is known whether they are."""
        if self._bridge is not None and not self._is_begun and self._head.is_open:
            self._is_begun = True
            super().begin(self._bridge)

    def end(self) -> None:
        """Follow no longer."""
        self._bridge, self._is_begun = None, False
        self.profile.close()
        super().end()

    def refresh_rows(self) -> None:
        """Ask for all of it now."""
        self.do(self.profile.refresh, group="profile")
        if self._is_begun:
            super().refresh_rows()

    def _profile_changed(self) -> None:
        self._begin_people()
        self.sync()
        self.changed([key for key in self.keys[:1] if is_head(key)])

    # Rows

    def sync(self) -> None:
        """See `PeopleList.sync`; whoever is at the head stays there, whatever stood in its place."""
        was_at_head = self.cursor == 0 and isinstance(self.cursor_key, Note)
        super().sync()
        if was_at_head and self.cursor:
            self.go_to(self.keys[0])

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The other parts of the profile."""
        return self._head.parts()

    def contexts(self) -> tuple[str, ...]:
        """A profile that is kept from view is shown with a key."""
        return self._head.contexts() if is_head(self.cursor_key) else ()

    def above(self) -> list[Note]:
        """Whose people these are."""
        return self._head.rows()

    def people_rows(self) -> Sequence[str]:
        """Nobody while the profile is kept from view."""
        return self.people.ids if self._head.is_open else ()

    def below(self) -> list[Note]:
        """What is still missing, where it is to be seen at all."""
        return super().below() if self._head.is_open else []

    def empty_words(self) -> str:
        """Why there is nobody."""
        account = self._head.account
        count = self._count_told(account)
        if account is not None and known(account.hide_collections, False):
            return f"{self._called} keeps to themselves who follows them, and whom they follow."
        if count:
            return f"Your server does not show who these {compact(count)} are."
        is_of_followers = self.place.kind == "followers"
        if self.profile.is_me:
            return "Nobody follows you yet." if is_of_followers else "You follow nobody yet."
        return f"Nobody follows {self._called} yet." if is_of_followers else f"{self._called} follows nobody."

    def end_words(self) -> str:
        """That a server knows only some of the people of another one."""
        account = self._head.account
        count, shown = self._count_told(account), len(self.people.ids)
        if account is None or count is None or "@" not in account.acct or count <= shown:
            return ""
        key = self.key_names("status.browse")
        more = f"Your server knows {compact(shown)} of {compact(count)}."
        return f"{more} On the head of this profile {key} opens its page, which may show all." if key else more

    def _count_told(self, account: Account | None) -> int | None:
        if account is None:
            return None
        told = account.followers_count if self.place.kind == "followers" else account.following_count
        return told if isinstance(told, int) and told >= 0 else None

    @property
    def _called(self) -> str:
        account = self._head.account
        return f"@{clean_line(account.acct)}" if account is not None and account.acct else "This person"

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw the head, a person, or words."""
        head = self._head.lay_out(width, self.context()) if is_head(key) else None
        return head if head is not None else super().lay_out(key, width)

    def searched_text(self, key: RowKey) -> str | None:
        """What people say of themselves is looked through too."""
        return self._head.words(self.context()) if is_head(key) else super().searched_text(key)

    # What is selected

    @property
    def selected_account(self) -> Account | None:
        """The person under the cursor, or whose profile it is."""
        return self._head.account if is_head(self.cursor_key) else super().selected_account

    @property
    def selected_links(self) -> list[Link]:
        """What the head leads to."""
        return self._head.links if is_head(self.cursor_key) else []
