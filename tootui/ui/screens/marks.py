"""What one key does to the selected post: boost, like, keep, pin, quote, change or delete it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tootui.model.status import Status
from tootui.text.audiences import AUDIENCES, audience_name
from tootui.ui.dispatch import Handler
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.service.actions import Actions
    from tootui.ui.screens.main import MainScreen

_MEANINGS = {
    "public": AUDIENCES["public"].meaning,
    "unlisted": AUDIENCES["unlisted"].meaning,
    "private": "only your followers",
}
"""Who sees a boost, which mentions nobody."""


class Marks:
    """Switches and deletes through the session's actions, which tell what came of it."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    @property
    def _actions(self) -> Actions:
        return self._screen.session.actions

    def handlers(self) -> dict[str, Handler]:
        """The commands that change a post or what the reader thinks of it."""
        return {
            "status.boost": self._handler("reblog", self._boost),
            "status.favourite": self._handler("favourite", lambda post: self._actions.favourite(post.id)),
            "status.bookmark": self._handler("bookmark", lambda post: self._actions.bookmark(post.id)),
            "status.boost_as": self._handler("boost_as", self._boost_as),
            "status.pin": self._handler("pin", lambda post: self._actions.pin(post.id)),
            "conversation.mute": self._handler(
                "mute_conversation", lambda post: self._actions.mute_conversation(post.id)
            ),
            "status.delete": self._handler("delete", self._delete),
            "status.quote": self._handler("quote", self._screen.writing.quote),
            "status.edit": self._handler("edit", self._screen.writing.edit),
            "status.redraft": self._handler("redraft", self._screen.writing.redraft),
        }

    def _handler(self, verb: str, act: Callable[[Status], None]) -> Handler:
        return Handler(
            self._selected.acting(lambda status: act(status.inner)),
            self._selected.why_not(lambda status: self._actions.why_not(verb, status.inner.id)),
        )

    def click(self, kind: str, status_id: str) -> None:
        """Do what a clicked count stands for, or say why that cannot be done."""
        verb, act = {
            "boost": ("reblog", self._actions.reblog),
            "favourite": ("favourite", self._actions.favourite),
            "bookmark": ("bookmark", self._actions.bookmark),
        }[kind]
        reason = self._actions.why_not(verb, status_id)
        if reason is not None:
            self._screen.tootui.say(reason)
        else:
            act(status_id)

    def _boost(self, post: Status) -> None:
        boost = partial(self._actions.reblog, post.id)
        if self._screen.tootui.settings.timeline.confirm_boost and not post.reblogged:
            self._screen.ask(f"Boost the post of @{post.account.acct}?", "", "boost", boost)
        else:
            boost()

    def _boost_as(self, post: Status) -> None:
        """Ask who shall see the boost."""
        from tootui.ui.screens.picker import Picker, PickerItem

        visibilities = list(_MEANINGS)
        items = [
            PickerItem(str(number), audience_name(visibility), meaning)
            for number, (visibility, meaning) in enumerate(_MEANINGS.items(), 1)
        ]

        def boost(index: int | None) -> None:
            if index is not None:
                self._actions.boost_as(post.id, visibilities[index])

        self._screen.app.push_screen(Picker("Who sees the boost", items), boost)

    def _delete(self, post: Status) -> None:
        delete = partial(self._actions.delete, post.id)
        self._screen.ask("Delete this post?", "It is gone for everybody and cannot be brought back.", "delete", delete)
