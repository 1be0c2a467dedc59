"""What the keys of a thread do: folding, the way through its branches, its order, taking it along."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tootui.service.threads import Order
from tootui.service.typed_paths import typed_path
from tootui.ui.dispatch import Handler
from tootui.ui.screens.picker import Picker, PickerItem
from tootui.ui.widgets.thread_list import ThreadList
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_NO_THREAD = "This works in a thread."
_NO_BRANCHES = "Replies in the order they were written have no branches: {} brings the tree back."
_ORDERS: Mapping[Order, str] = {"tree": "as a tree", "time": "in the order they were written"}


class ThreadCommands:
    """Acts on the thread in view."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "thread"."""
        trying, folding = self._trying, self._folding
        return {
            "thread.fold": folding(lambda rows: rows.toggle_fold(), "Nothing answers this post."),
            "thread.collapse": folding(lambda rows: rows.fold(True), "Nothing answers this post that is not folded."),
            "thread.expand": folding(lambda rows: rows.fold(False), "Nothing is folded here."),
            "thread.fold_all": folding(lambda rows: rows.toggle_fold_all(), "No reply has answers of its own."),
            "thread.next_sibling": trying(lambda rows: rows.to_sibling(1), "No further answer to the same post."),
            "thread.previous_sibling": trying(lambda rows: rows.to_sibling(-1), "No earlier answer to the same post."),
            "thread.parent": trying(lambda rows: rows.to_parent(), "This is where the thread begins."),
            "thread.root": trying(lambda rows: rows.to_root(), "This is where the thread begins."),
            "thread.order": Handler(self._turn_order, self._why_not),
            "thread.copy": Handler(self._copy, self._why_not),
            "thread.save": Handler(self._ask_where, self._why_not),
        }

    @property
    def _list(self) -> ThreadList | None:
        current = self._screen.column.current
        return current if isinstance(current, ThreadList) else None

    def _why_not(self) -> str | None:
        return None if self._list is not None else _NO_THREAD

    def _why_not_fold(self) -> str | None:
        if self._list is not None and self._list.thread.order == "time":
            return _NO_BRANCHES.format(self._screen.tootui.keymap.label("timeline.options"))
        return self._why_not()

    def _folding(self, act: Callable[[ThreadList], bool], otherwise: str) -> Handler:
        return Handler(self._trying(act, otherwise).run, self._why_not_fold)

    def _trying(self, act: Callable[[ThreadList], bool], otherwise: str) -> Handler:
        """Do something that may turn out to be impossible; then say why."""

        def run() -> None:
            rows = self._list
            if rows is not None and not act(rows):
                self._screen.tootui.say(otherwise)

        return Handler(run, self._why_not)

    def _turn_order(self) -> None:
        rows = self._list
        if rows is not None:
            order: Order = "tree" if rows.thread.order == "time" else "time"
            rows.thread.put_in_order(order)
            self._screen.tootui.say(f"Replies stand {_ORDERS[order]}.")

    # Taking it along

    def _copy(self) -> None:
        self._screen.tootui.copy_to_clipboard(self._markdown())

    def _ask_where(self) -> None:
        from tootui.ui.screens.ask_line import AskLine

        status = self._screen.session.store.status(self._list.thread.focus_id) if self._list is not None else None
        name = status.account.username if status is not None else "somebody"
        safe = "".join(sign for sign in name if sign.isalnum()) or "somebody"
        question = AskLine(
            "Save the thread as Markdown",
            detail="The file must not exist yet.",
            value=str(Path.cwd() / f"thread-{safe}.md"),
            does="saves",
        )
        text = self._markdown()
        self._screen.app.push_screen(question, lambda path: self._save(path, text) if path is not None else None)

    def _save(self, path: str, text: str) -> None:
        begin(self._screen, partial(self._write, typed_path(path), text))

    async def _write(self, path: Path, text: str) -> None:
        say = self._screen.tootui.say
        try:
            await asyncio.to_thread(partial(_write_new, path, text))
        except FileExistsError:
            say(f"Not saved: {path} exists already.", "error")
        except OSError as error:
            say(f"Not saved: {error.strerror or error}.", "error")
        else:
            say(f"Saved: {path}")

    def _markdown(self) -> str:
        from tootui.text.thread_markdown import thread_markdown

        rows = self._list.thread.all_rows if self._list is not None else []
        store = self._screen.session.store
        found = ((row.depth, store.status(row.status_id)) for row in rows)
        return thread_markdown((depth, status) for depth, status in found if status is not None)


def choose_order(screen: MainScreen, rows: ThreadList) -> None:
    """Let the reader choose how the replies of a thread stand."""
    orders: list[Order] = ["tree", "time"]
    items = [
        PickerItem("t", f"replies {_ORDERS['tree']}"),
        PickerItem("w", f"replies {_ORDERS['time']}", "in all threads: timeline.thread_order in the settings"),
    ]

    def chosen(number: int | None) -> None:
        if number is not None:
            rows.thread.put_in_order(orders[number])

    selected = orders.index(rows.thread.order)
    screen.app.push_screen(Picker("View of this thread", items, selected=selected), chosen)


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
