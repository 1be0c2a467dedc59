"""What all parts of a profile have in common: whose it is, above everything, and the parts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.account import Account
from tootui.model.base import AccountId, known
from tootui.model.places import Place
from tootui.service.profile import Profile
from tootui.service.session import Session
from tootui.text.links import Link
from tootui.ui.commands import COVERED
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.profile import ProfileView, links_of_profile, render_profile
from tootui.ui.widgets.place_list import Note, RowKey, failure

HEAD = Note("profile", action="profile.open", enter="open")
"""The row above all others; Enter leads to where somebody has moved, else one picks from what it leads to."""
_WIDE = 200
"""Cells at which it is laid out to be searched."""
_COVERED = Note("profile", action="profile.reveal")


def is_head(key: RowKey | None) -> bool:
    """Whether a row is the head of a profile."""
    return key in (HEAD, _COVERED)


class ProfileHead:
    """The head of one profile in one of its parts.

    Args:
        place: the part.
    """

    def __init__(self, session: Session, place: Place) -> None:
        self._session = session
        self._place = place
        self.account_id: AccountId = place.profile.account_id if place.kind == "account" else place.argument
        self.profile: Profile = session.profile(self.account_id)

    @property
    def is_covered(self) -> bool:
        """Whether nothing of the profile is to be seen yet."""
        return self.profile.is_covered

    @property
    def is_open(self) -> bool:
        """Whether it is known that what is below may be seen, or there is no finding out just now."""
        state = self.profile.state
        account = self.account
        is_settled = account is not None or (state.error is not None and not state.gone)
        is_suspended = account is not None and known(account.suspended, False)
        return is_settled and not self.is_covered and not is_suspended

    @property
    def account(self) -> Account | None:
        """Whose profile it is, as far as that is known."""
        return self.profile.account

    def rows(self) -> list[Note]:
        """The head, and in words why there is none, or why it may be old."""
        note = self._note()
        return [*([self._head] if self.account is not None else []), *([note] if note is not None else [])]

    @property
    def _head(self) -> Note:
        return _COVERED if self.is_covered else HEAD

    def _note(self) -> Note | None:
        state, has_head = self.profile.state, self.account is not None
        if state.error is None:
            return None if has_head else Note("Loading the profile")
        if has_head and not self._session.connection.usable:
            return None  # the header says so
        return Note(state.error, True) if state.gone else failure(state.error)

    def lay_out(self, width: int, ctx: RenderContext) -> RowLayout | None:
        """Draw it; None while nobody is known. Beside all posts it tells everything, elsewhere only whose they are."""
        view = self._view()
        return render_profile(view, width, ctx) if view is not None else None

    def words(self, ctx: RenderContext) -> str:
        """All that it says."""
        layout = self.lay_out(_WIDE, ctx)
        return layout.plain if layout is not None else ""

    def _view(self) -> ProfileView | None:
        profile, account = self.profile, self.account
        if account is None:
            return None
        return ProfileView(
            account=account,
            address=profile.address,
            relationship=profile.relationship,
            familiar=profile.familiar,
            featured_tags=profile.featured_tags,
            is_me=profile.is_me,
            is_covered=self.is_covered,
            is_brief=self._place != Place.account(self.account_id),
        )

    @property
    def links(self) -> list[Link]:
        """What it leads to."""
        view = self._view()
        return links_of_profile(view) if view is not None else []

    def contexts(self) -> tuple[str, ...]:
        """Where keys mean something else on it."""
        return (COVERED,) if self.is_covered else ()

    def parts(self) -> Sequence[tuple[Place, str]]:
        """The profile's parts, without those that its server does not have."""
        account_id = self.account_id
        parts = [
            (Place.account(account_id), "Posts"),
            (Place.account(account_id, "replies"), "Replies"),
            (Place.account(account_id, "media"), "Media"),
            (Place.account(account_id, "pinned"), "Pinned"),
            (Place.followers(account_id), "Followers"),
            (Place.following(account_id), "Following"),
        ]
        if self._place not in dict(parts):
            parts.insert(1, (self._place, f"#{self._place.profile.tag}"))
        lacking = self._session.enquiries.lacking
        return [part for part in parts if part[0] == self._place or part[0].kind not in lacking]
