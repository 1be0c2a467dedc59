"""A profile: who somebody is, and below that their posts."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.account import Account
from tootui.model.places import Place
from tootui.service.profile import Profile
from tootui.service.session import Session
from tootui.text.links import Link
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.profile import ProfileView, links_of_profile, render_profile
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey, failure

HEAD = Note("profile", action="link.pick")
"""The row above the posts."""


class ProfileList(FeedList):
    """The rows of a profile: its head, then its feed."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self.profile: Profile = session.profile(place.argument)
        super().__init__(session, look, place, key_names)
        self.go_to(self.rows()[0])

    def begin(self, bridge: Bridge) -> None:
        """Load profile and posts, and follow them."""
        self._stops.append(self.profile.observe(lambda: bridge.soon(self._profile_changed)))
        self.profile.open()
        super().begin(bridge)

    def end(self) -> None:
        """Follow no longer."""
        self.profile.close()
        super().end()

    def refresh_rows(self) -> None:
        """Ask for both now."""
        self.run_worker(self.profile.refresh(), group="profile", exclusive=True, exit_on_error=False)
        super().refresh_rows()

    def _profile_changed(self) -> None:
        was_at_top = self.cursor == 0
        self.set_rows(self.rows())
        if was_at_top:
            self.go_to(self.rows()[0])
        self.changed([HEAD])

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """The head above everything, and in words why there is none, or why it may be old."""
        head = [HEAD] if self.profile.account is not None else []
        note = self._head_note(has_head=bool(head))
        return [*head, *([note] if note is not None else []), *super().rows()]

    def _head_note(self, *, has_head: bool) -> Note | None:
        state = self.profile.state
        if state.error is None:
            return None if has_head else Note("Loading the profile")
        if has_head and not self.session.connection.usable:
            return None  # the header says so
        if state.gone:
            return Note(state.error, True)
        return failure(state.error)

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw the head, or what a feed has."""
        profile = self.profile
        account = profile.account
        if key != HEAD or account is None:
            return super().lay_out(key, width)
        view = ProfileView(
            account=account,
            address=profile.address,
            relationship=profile.relationship,
            familiar=profile.familiar,
            is_me=profile.is_me,
        )
        return render_profile(view, width, self.context())

    # What is selected

    @property
    def is_at_head(self) -> bool:
        """Whether the cursor is on the profile itself."""
        return self.cursor_key == HEAD

    @property
    def selected_account(self) -> Account | None:
        """Whose profile it is, or the author of the selected post."""
        return self.profile.account if self.is_at_head else super().selected_account

    @property
    def selected_address(self) -> str:
        """The page of the profile, or of the selected post."""
        if not self.is_at_head:
            return super().selected_address
        account = self.profile.account
        return (account.url or "") if account is not None else ""

    @property
    def selected_links(self) -> list[Link]:
        """What bio and fields lead to."""
        account = self.profile.account
        return links_of_profile(account) if self.is_at_head and account is not None else []
