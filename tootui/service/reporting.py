"""Telling moderators about somebody: written down while it is typed, sent once, kept when it does not arrive."""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec
from msgspec import Struct

from tootui.cache.unfinished import Unfinished
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import Forbidden, Missing, ServerError, StorageError, Unauthorized
from tootui.model.server_texts import Rule
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

CATEGORIES = ("spam", "violation", "legal", "other")
MOST_LETTERS = 1000
"""Of a comment (Mastodon's API, ``POST /reports``)."""
POSTS_SHOWN = 20
log = logging.getLogger(__name__)


class Complaint(Struct, frozen=True, kw_only=True):
    """A report to be. ``is_doubtful``: it was sent, but nobody knows whether it arrived."""

    account_id: AccountId
    category: str = ""
    rule_ids: tuple[str, ...] = ()
    status_ids: tuple[StatusId, ...] = ()
    comment: str = ""
    forward: bool = False
    is_doubtful: bool = False

    def why_not_yet(self, *, has_rules: bool) -> str | None:
        """Why it cannot be sent as it is; None where it can."""
        if not self.category:
            return "Choose first what it is about."
        if self.category == "violation" and has_rules and not self.rule_ids:
            return "Mark the rule that is broken."
        over = len(self.comment) - MOST_LETTERS
        return f"The comment is too long by {over}." if over > 0 else None


class Reporting:
    """Rules to name, posts to show, and the way to the moderators. Nothing here is sent by itself a second time.

    Args:
        learn_lack: told that the server takes no reports; gives the sentence that says so.
    """

    def __init__(
        self,
        store: Store,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        unfinished: Unfinished,
        names: Callable[[AccountId], str],
        learn_lack: Callable[[str], str | None],
    ) -> None:
        self._store = store
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._clock = clock
        self._unfinished = unfinished
        self._names = names
        self._learn_lack = learn_lack
        self._signal = Signal()
        self._under_way: set[AccountId] = set()
        self.rules: list[Rule] | None = None
        """The rules of the server; None as long as they are not known."""
        self.posts: dict[AccountId, list[StatusId]] = {}
        """The newest posts of those whose posts were asked for."""

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when rules or posts came; the result stops that."""
        return self._signal.observe(callback)

    def begin(self, account_id: AccountId, about: Status | None = None) -> Complaint:
        """Go on with what is left of an earlier one, or begin; with a post that gives reason for it."""
        complaint = self._left(account_id) or Complaint(account_id=account_id)
        if about is not None and about.id not in complaint.status_ids:
            complaint = msgspec.structs.replace(complaint, status_ids=(*complaint.status_ids, about.id))
        if self.rules is None:
            self._tasks.spawn(self._ask_rules(), "asking for the rules of the server")
        if not self.posts.get(account_id):
            self._tasks.spawn(self._ask_posts(account_id), "asking for posts")
        return complaint

    def why_not(self, account_id: AccountId) -> str | None:
        """Why nothing can be reported just now."""
        return "Your report is on its way." if account_id in self._under_way else None

    def save(self, complaint: Complaint) -> None:
        """Put on disk what is written so far.

        Raises:
            StorageError: it is not on disk.
        """
        self._unfinished.save(complaint.account_id, msgspec.json.encode(complaint).decode(), self._clock.time())

    def discard(self, account_id: AccountId) -> None:
        """Throw away what is written.

        Raises:
            StorageError: it is still on disk.
        """
        self._unfinished.delete(account_id)

    def send(self, complaint: Complaint) -> None:
        """Send it, once. It stays on disk until the server has it.

        Raises:
            StorageError: it is not on disk, and was not sent.
        """
        if complaint.account_id in self._under_way:
            return
        self.save(complaint)
        self._under_way.add(complaint.account_id)
        self._tasks.spawn(self._send(complaint), "reporting")

    async def _send(self, complaint: Complaint) -> None:
        """What became of it is said before the disk is asked, whose trouble is said by itself."""
        account_id, name = complaint.account_id, self._names(complaint.account_id)
        is_violation = complaint.category == "violation"
        try:
            report = await self._remote.call(
                lambda client: client.reports.create(
                    account_id=account_id,
                    status_ids=complaint.status_ids or None,
                    comment=complaint.comment or None,
                    forward=complaint.forward,
                    category=complaint.category,
                    rule_ids=complaint.rule_ids if is_violation and complaint.rule_ids else None,
                )
            )
        except ServerError as error:
            unsure = f"It is not certain that your report about {name} arrived."
            words = unsure if error.sent else f"{name} was not reported."
            self._notices.post(f"{words} {await self._reason(account_id, error)}", "error", key="report")
            if error.sent:
                self.save(msgspec.structs.replace(complaint, is_doubtful=True))
        else:
            also = " and to their own server" if report.forwarded else ""
            self._notices.post(f"Reported {name} to your moderators{also}. Thank you.", key="report")
            self.discard(account_id)
        finally:
            self._under_way.discard(account_id)

    async def _reason(self, account_id: AccountId, error: ServerError) -> str:
        """Why it did not arrive, and what to do. Not found may be reports as such, or the person."""
        kept = "It is kept: report them again to send it."
        if not isinstance(error, Missing):
            return f"{error} {kept}"
        try:
            if error.may_be_gone:
                await self._remote.call(lambda client: client.accounts.get(account_id))
        except Missing:
            return "Your server does not know them any more."
        except ServerError:
            return f"{error} {kept}"
        return f"{self._learn_lack('report') or error} It is kept."

    def _left(self, account_id: AccountId) -> Complaint | None:
        try:
            data = self._unfinished.read(account_id)
            return msgspec.json.decode(data, type=Complaint) if data is not None else None
        except (StorageError, msgspec.DecodeError) as error:
            log.warning("An unfinished report: %s", error)
            return None

    async def _ask_rules(self) -> None:
        try:
            self.rules = await self._remote.call(lambda client: client.instance.rules())
        except (Missing, Forbidden, Unauthorized):
            self.rules = []  # one reports without naming any
        except ServerError as error:
            log.info("The rules of the server: %s", error)
            return
        self._signal.emit()

    async def _ask_posts(self, account_id: AccountId) -> None:
        try:
            page = await self._remote.call(
                lambda client: client.accounts.statuses(account_id, limit=POSTS_SHOWN, exclude_reblogs=True)
            )
        except ServerError as error:
            log.info("Posts of somebody to be reported: %s", error)
            self.posts[account_id] = []
        else:
            self._store.put_statuses(page.items)
            self.posts[account_id] = [status.id for status in page.items if status.account.id == account_id]
        self._signal.emit()
