"""What the keys do to follow requests, to held back notifications, and to whom the reader shuts out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.model.base import known
from tootui.model.notification_policy import NotificationRequest
from tootui.model.places import Place
from tootui.service.held_back import names_of
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.held_back_list import HeldBackList
from tootui.ui.widgets.notification_list import NotificationList
from tootui.ui.widgets.shut_out_list import BlockedServerList, ShutOutList

if TYPE_CHECKING:
    from tootui.service.news import News
    from tootui.ui.screens.main import MainScreen

NOTHING = "Nobody is selected."
OVER = "This mute has ended by itself."
NO_LIST = "Marks are for the list of those who are held back."


class RequestCommands:
    """Acts on the selected row."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "requests", and the policy."""
        return {
            "request.accept": Handler(self._accept_request, self._why_no_answer),
            "request.reject": Handler(self._reject_request, self._why_no_answer),
            "filtered.accept": Handler(self._accept, self._why_no_decision),
            "filtered.dismiss": Handler(self._dismiss, self._why_no_decision),
            "filtered.mark": Handler(self._in_list(HeldBackList.mark), self._why_no_mark),
            "filtered.mark_all": Handler(self._in_list(HeldBackList.mark_all), self._why_no_mark),
            "filtered.policy": Handler(self._open_policy),
            "notification.policy": Handler(self._open_policy),
            "exclusion.lift": Handler(self._lift, self._why_no_lift),
        }

    @property
    def _news(self) -> News:
        return self._screen.session.news

    # Follow requests

    @property
    def _asking(self) -> Account | None:
        return self._screen.column.current.selected_account

    def _accept_request(self) -> None:
        if self._asking is not None:
            self._news.follow_requests.accept(self._asking)

    def _reject_request(self) -> None:
        current, asking = self._screen.column.current, self._asking
        if asking is None:
            return
        reject = partial(self._news.follow_requests.reject, asking)
        if isinstance(current, NotificationList) and current.has_slid:  # the key was for the row that was here before
            detail = "You have just dismissed what stood here. This is a request to follow you."
            self._screen.ask(f"Refuse @{asking.acct}?", detail, "refuse", reject)
        else:
            reject()

    def _why_no_answer(self) -> str | None:
        return NOTHING if self._asking is None else self._news.follow_requests.why_not(self._asking.id)

    # Held back notifications

    @property
    def _chosen(self) -> Sequence[NotificationRequest]:
        """What is to be decided about: those marked or selected, or the sender whose notifications are in view."""
        current = self._screen.column.current
        if isinstance(current, HeldBackList):
            return current.chosen
        request = self._news.held_back.request_of(current.place.argument)
        return [request] if request is not None and self._news.held_back.why_not(request) is None else []

    def _why_no_decision(self) -> str | None:
        if self._chosen:
            return None
        current, held_back = self._screen.column.current, self._news.held_back
        if isinstance(current, HeldBackList):
            request = current.selected_request
        else:
            request = held_back.request_of(current.place.argument)
        if request is not None:
            return held_back.why_not(request)
        if isinstance(current, HeldBackList):
            return NOTHING
        if held_back.is_seeking(current.place.argument) or not held_back.state.loaded_once:
            return held_back.state.error or "Your server is being asked what it holds back of them."
        return "Nothing of this sender is held back."

    def _accept(self) -> None:
        self._news.held_back.accept(self._chosen)
        self._unmark()

    def _dismiss(self) -> None:
        """Clear away; several only after a yes, for that cannot be undone."""
        chosen = self._chosen

        def dismiss() -> None:
            self._news.held_back.dismiss(chosen)
            self._unmark()

        if len(chosen) == 1:
            dismiss()
        else:
            detail = "What they sent is gone then. What they send later is held back as before."
            self._screen.ask(f"Clear away what {names_of(chosen)} sent?", detail, "clear away", dismiss)

    def _unmark(self) -> None:
        current = self._screen.column.current
        if isinstance(current, HeldBackList):
            current.unmark()

    def _in_list(self, act: Callable[[HeldBackList], None]) -> Callable[[], None]:
        def run() -> None:
            current = self._screen.column.current
            if isinstance(current, HeldBackList):
                act(current)

        return run

    def _why_no_mark(self) -> str | None:
        current = self._screen.column.current
        if not isinstance(current, HeldBackList):
            return NO_LIST
        return None if current.selected_request is not None else NOTHING

    def _open_policy(self) -> None:
        from tootui.ui.screens.policy import PolicyDialog

        self._screen.app.push_screen(PolicyDialog(self._news.policy))

    # Whom the reader shuts out

    def _why_no_lift(self) -> str | None:
        current = self._screen.column.current
        if isinstance(current, BlockedServerList):
            return None if current.selected_server else NOTHING
        if not isinstance(current, ShutOutList) or (account := current.selected_account) is None:
            return NOTHING
        return OVER if current.shut_out.is_over(account.id) else None

    def _lift(self) -> None:
        current = self._screen.column.current
        if isinstance(current, BlockedServerList):
            current.servers.toggle(current.selected_server)
        elif isinstance(current, ShutOutList) and (account := current.selected_account) is not None:
            current.shut_out.presume(account.id)
            self._switch(current, account)

    def _switch(self, rows: ShutOutList, account: Account) -> None:
        relations, is_shut_out = self._screen.session.relations, rows.shut_out.is_shut_out(account.id)
        if rows.place == Place.BLOCKS:
            (relations.unblock if is_shut_out else relations.block)(account.id)
        elif is_shut_out:
            relations.unmute(account.id)
        else:
            self._mute_as_before(rows, account)

    def _mute_as_before(self, rows: ShutOutList, account: Account) -> None:
        """For as long as it would have lasted, and with notifications or without them."""
        relations, ends_at = self._screen.session.relations, rows.shut_out.ends_at(account.id)
        related = relations.of(account.id)
        is_quiet = related is None or known(related.muting_notifications, True)
        seconds = 0 if ends_at is None else int(ends_at.timestamp() - self._screen.session.clock.time())
        relations.mute(account.id, seconds=max(seconds, 0), notifications=is_quiet)
