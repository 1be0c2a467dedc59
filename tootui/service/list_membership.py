"""On which of the reader's lists somebody is, and putting them on others."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from tootui.model.base import AccountId
from tootui.model.errors import Invalid, Missing, ServerError
from tootui.model.lists import UserList
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.signals import Stateful
from tootui.service.tasks import Tasks


class MembershipState(Struct, frozen=True):
    """How far it is known. ``error`` is a sentence; with ``missing`` there is no use in asking again.

    ``making`` is the name of a list that is being made.
    """

    loading: bool = False
    loaded: bool = False
    error: str | None = None
    missing: bool = False
    making: str | None = None


class ListMembership(Stateful[MembershipState]):
    """The lists and one person. Everything here returns at once; what it brings is told to observers.

    Args:
        name: whom it is about, in sentences.
        lists_changed: told when there is another list.
    """

    def __init__(
        self,
        account_id: AccountId,
        name: str,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        lists_changed: Callable[[], None],
    ) -> None:
        super().__init__(MembershipState())
        self.lists: list[UserList] = []
        self.name_of_failed = ""
        """The name of a list that could not be made, so that it need not be typed again."""
        self._account_id = account_id
        self._name = name
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._lists_changed = lists_changed
        self._on_server: set[str] = set()
        self._wanted: dict[str, bool] = {}
        """What the person has ticked, until the server has it so."""
        self._sending: set[str] = set()
        self._done: list[tuple[str, bool]] = []
        """What the server was told, list by list, in this order: an answer that was on its way does not know of it."""

    def holds(self, list_id: str) -> bool:
        """Whether the person is on a list, or shall be."""
        return self._wanted.get(list_id, list_id in self._on_server)

    def load(self) -> None:
        """Ask for the lists, and which of them hold the person."""
        if not self.state.loading:
            self._set(loading=True, error=None)
            self._tasks.spawn(self._load(), "asking for your lists")

    def toggle(self, list_id: str) -> None:
        """Put the person on a list, or take them off."""
        self._wanted[list_id] = not self.holds(list_id)
        self._signal.emit()
        self._send_soon(list_id)

    def make(self, title: str) -> None:
        """Make a list and put the person on it. Sent once: whether it worked is told."""
        if self.state.making is None:
            self._set(making=title)
            self._tasks.spawn(self._make(title), "making a list")

    async def _load(self) -> None:
        try:
            self.lists = sorted(
                await self._remote.call(lambda client: client.lists.all()), key=lambda one: one.title.casefold()
            )
            self._on_server = await self._holding()
        except ServerError as error:
            self._set(loading=False, error=str(error), missing=isinstance(error, Missing))
            return
        self._set(loading=False, loaded=True)
        self._signal.emit()

    async def _holding(self) -> set[str]:
        """Ask which lists hold the person.

        Raises:
            ServerError: that could not be had.
        """
        before = len(self._done)
        held = await self._remote.call(lambda client: client.accounts.lists(self._account_id))
        holding = {one.id for one in held}
        for list_id, is_on in self._done[before:]:
            (holding.add if is_on else holding.discard)(list_id)
        return holding

    def _send_soon(self, list_id: str) -> None:
        if list_id not in self._sending:
            self._sending.add(list_id)
            self._tasks.spawn(self._send(list_id), "changing a list")

    async def _send(self, list_id: str) -> None:
        """One request at a time until the server has what was ticked last."""
        try:
            while (wanted := self._wanted.get(list_id)) is not None:
                if wanted == (list_id in self._on_server):
                    del self._wanted[list_id]
                    break
                await self._put(list_id, wanted)
        finally:
            self._sending.discard(list_id)
            self._signal.emit()

    async def _put(self, list_id: str, wanted: bool) -> None:
        ids = [self._account_id]
        title = next((one.title for one in self.lists if one.id == list_id), "the list")

        def waits(error: ServerError) -> None:
            what = f"Putting {self._name} on {title}" if wanted else f"Taking {self._name} off {title}"
            self._notices.post(f"{what} waits for your server. {error}", "warning", key=f"list:{list_id}")

        try:
            if wanted:
                await self._remote.insist(lambda client: client.lists.add_accounts(list_id, account_ids=ids), waits)
            else:
                await self._remote.insist(lambda client: client.lists.remove_accounts(list_id, account_ids=ids), waits)
        except ServerError as error:
            if await self._is_so_already(list_id, wanted, error):
                return
            if self._wanted.get(list_id) == wanted:
                del self._wanted[list_id]
            what = f"{self._name} was not put on {title}" if wanted else f"{self._name} is still on {title}"
            self._notices.post(f"{what}. {error}", "error", key=f"list:{list_id}")
        else:
            self._note(list_id, wanted)

    def _note(self, list_id: str, is_on: bool) -> None:
        self._done.append((list_id, is_on))
        self._on_server = self._on_server | {list_id} if is_on else self._on_server - {list_id}

    async def _is_so_already(self, list_id: str, wanted: bool, error: ServerError) -> bool:
        """Whether a refusal means that it was done before: an answer that was lost, or another client."""
        if not (isinstance(error, Invalid | Missing) or error.sent):
            return False
        try:
            self._on_server = await self._holding()
        except ServerError:
            return False
        return (list_id in self._on_server) == wanted

    async def _make(self, title: str) -> None:
        try:
            made = await self._remote.call(lambda client: client.lists.create(title=title))
        except ServerError as error:
            self.name_of_failed = title
            what = "It is not certain that the list was made." if error.sent else "The list was not made."
            self._notices.post(f"{what} {error}", "error", key="list:new")
            self._set(making=None)
            if error.sent:
                self.load()
            return
        self.name_of_failed = ""
        self.lists = sorted([*self.lists, made], key=lambda one: one.title.casefold())
        self._set(making=None)
        self._lists_changed()
        self.toggle(made.id)
