"""Following tags: shown in the sidebar at once, done in the background, put back where the server refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.errors import Missing, ServerError
from tootui.model.tags import Tag
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.shelf import Shelf
from tootui.service.tasks import Tasks

if TYPE_CHECKING:
    from tootui.api.client import Client

_ABSENT = "This server does not let one follow tags."


class TagFollows:
    """Follows tags and leaves them. Nothing is awaited or raises: notices tell. Which are followed the shelf knows.

    Args:
        barred: why the reader may not; None where they may.
    """

    def __init__(self, remote: Remote, shelf: Shelf, notices: Notices, tasks: Tasks, *, barred: str | None) -> None:
        self._remote = remote
        self._shelf = shelf
        self._notices = notices
        self._tasks = tasks
        self._barred = barred
        self._is_absent = False
        self._names: tuple[str, ...] = ()
        self._keys: frozenset[str] = frozenset()
        self._wanted: dict[str, bool] = {}
        """What is wished of tags about which the server is being asked, the last wish each."""
        self._left: set[str] = set()
        """Tags that were followed until the reader left them: what the server said of them before is old."""

    def is_followed(self, name: str, told: object = None) -> bool:
        """Whether the reader follows a tag, as they wish it to be.

        Args:
            told: what the server said with the tag, where it did.
        """
        key = name.casefold()
        if key in self._wanted:
            return self._wanted[key]
        if key in self._followed():
            return True
        return told is True and key not in self._left

    def _followed(self) -> frozenset[str]:
        """The followed tags to be compared with, made anew when they change."""
        names = self._shelf.followed_tags
        if names is not self._names:
            self._names, self._keys = names, frozenset(name.casefold() for name in names)
        return self._keys

    def why_not(self) -> str | None:
        """Why no tag can be followed; None where it can."""
        return self._barred or (_ABSENT if self._is_absent else None)

    def toggle(self, name: str, told: object = None) -> None:
        """Follow a tag, or no longer; either can be undone for a while."""
        self._switch(name, not self.is_followed(name, told))

    def _switch(self, name: str, on: bool) -> None:
        self._want(name, on)
        self._notices.post(
            f"You follow #{name}: its posts come home" if on else f"You follow #{name} no longer",
            key=f"tag:{name.casefold()}",
            undo=lambda: self._switch(name, not on),
            undo_label="undoes" if on else "follows it again",
        )

    def _want(self, name: str, on: bool) -> None:
        key = name.casefold()
        is_under_way = key in self._wanted
        self._wanted[key] = on
        (self._left.discard if on else self._left.add)(key)
        self._shelf.show_followed(name, on)
        if not is_under_way:
            self._tasks.spawn(self._send(name, before=not on), "following a tag")

    async def _send(self, name: str, *, before: bool) -> None:
        """One request at a time, until the last wish is done or refused."""
        key, told = name.casefold(), name
        try:
            while before != self._wanted[key]:
                tag, before = await self._remote.insist(
                    lambda client: _ask(client, name, self._wanted[key]), lambda error: self._tell_waiting(name, error)
                )
                told = tag.name or name
                self._shelf.show_followed(told, self._wanted[key])
        except ServerError as error:
            (self._left.discard if before else self._left.add)(key)
            self._shelf.show_followed(name, before)
            self._tell_failure(name, before, error)
        finally:
            del self._wanted[key]
            self._shelf.believe_about(name, told)
            self._shelf.renew()

    def _tell_waiting(self, name: str, error: ServerError) -> None:
        what = "Following" if self._wanted[name.casefold()] else "Leaving"
        self._notices.post(f"{what} #{name} waits for your server. {error}", "warning", key=f"tag:{name.casefold()}")

    def _tell_failure(self, name: str, before: bool, error: ServerError) -> None:
        is_absent = isinstance(error, Missing)
        self._is_absent = self._is_absent or is_absent
        what = f"#{name} is still followed." if before else f"#{name} is not followed."
        why = _ABSENT if is_absent else str(error)
        self._notices.post(f"{what} {why}", "error", key=f"tag:{name.casefold()}")


async def _ask(client: Client, name: str, on: bool) -> tuple[Tag, bool]:
    """Follow a tag or leave it; gives what was asked for as well: until it can be, the wish may have changed."""
    return await (client.tags.follow(name) if on else client.tags.unfollow(name)), on
