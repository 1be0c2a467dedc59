"""What the keys do to a direct conversation: open it, mark it, take it off the list, begin another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.service.draft_names import draft_words
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.conversation_list import ConversationList
from tootui.ui.widgets.place_list import Note

if TYPE_CHECKING:
    from tootui.model.conversations import Conversation
    from tootui.service.conversations import Conversations
    from tootui.ui.screens.main import MainScreen

NOTHING = "No conversation is selected."


def keep_read(screen: MainScreen, conversation_id: str) -> None:
    """The thread of a conversation was opened, wherever from: it is read, and what comes there while it is in view."""
    thread, conversations = screen.column.current, screen.session.news.conversations

    def changed() -> None:
        if screen.column.current is not thread:
            stop()
        elif screen.is_current:
            conversations.mark_read(conversation_id)

    stop = conversations.observe(changed)
    conversations.mark_read(conversation_id)


class ConversationCommands:
    """Acts on the selected conversation."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "conversation"."""
        return {
            "conversation.open": Handler(self._open, self._why_not_open),
            "conversation.read": Handler(self._mark_read, self._why_not_read),
            "conversation.remove": Handler(self._remove, self._why_nothing),
            "conversation.write": Handler(self._write),
        }

    @property
    def _list(self) -> ConversationList | None:
        current = self._screen.column.current
        return current if isinstance(current, ConversationList) else None

    @property
    def _selected(self) -> Conversation | None:
        return self._list.selected if self._list is not None else None

    @property
    def _conversations(self) -> Conversations:
        return self._screen.session.news.conversations

    # Why not

    def _why_nothing(self) -> str | None:
        return None if self._selected is not None else NOTHING

    def _why_not_open(self) -> str | None:
        key = self._screen.column.current.cursor_key
        if isinstance(key, Note) and key.action:
            return None
        if self._list is not None and self._selected is not None and self._list.selected_status is None:
            remove = self._screen.tootui.keymap.label("conversation.remove")
            return f"Its last post is gone, so there is nothing to open. {remove} takes it off the list."
        return self._why_nothing()

    def _why_not_read(self) -> str | None:
        one = self._selected
        return None if one is None or one.unread else "It is read already."

    # Acts

    def _open(self) -> None:
        """Open the thread at its newest post, which makes it read."""
        rows = self._screen.column.current
        key = rows.cursor_key
        if isinstance(key, Note):
            self._screen.dispatcher.run(key.action)
        elif isinstance(rows, ConversationList) and rows.selected is not None:
            conversation_id, status = rows.selected.id, rows.selected_status
            self._conversations.mark_read(conversation_id)
            if status is not None:
                self._screen.open_thread(status.id)

    def _mark_read(self) -> None:
        one = self._selected
        if one is None:
            self._screen.tootui.say(NOTHING)
        else:
            self._conversations.mark_read(one.id)

    def _remove(self) -> None:
        one = self._selected
        if one is None:
            return
        people = [f"@{account.acct}" for account in one.accounts[:2]] or ["nobody else"]
        others = f", {people[-1]} and {len(one.accounts) - 2} more" if len(one.accounts) > 2 else ""
        who = f"{people[0]}{others}" if others else " and ".join(people)
        self._screen.ask(
            f"Take the conversation with {who} off the list?",
            "Its posts stay. It comes back when somebody writes in it.",
            "take it off",
            partial(self._conversations.remove, one.id),
        )

    def _write(self) -> None:
        """Ask whom to write to, then write; what was begun that way and left is offered first."""
        begun = self._screen.session.drafts.latest()
        if begun is None or begun.kind != "new" or begun.visibility != "direct":
            self._ask_whom()
            return
        from tootui.ui.screens.picker import Picker, PickerItem

        draft = begun
        items = [PickerItem("c", f"continue {draft_words(draft)}", draft.reason), PickerItem("n", "write to others")]

        def picked(number: int | None) -> None:
            if number == 0:
                self._screen.writing.go_on(draft)
            elif number is not None:
                self._ask_whom()

        self._screen.app.push_screen(Picker("A direct message", items), picked)

    def _ask_whom(self) -> None:
        from tootui.ui.screens.ask_people import AskPeople

        def answered(accts: list[str] | None) -> None:
            if accts:
                self._screen.writing.message(accts)

        self._screen.app.push_screen(AskPeople(self._screen.session), answered)
