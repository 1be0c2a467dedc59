"""What is typed or pasted while the keys go to something else: it arrives there, before what follows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from textual.events import Callback, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget


def carry_keys(former: Screen[object], screen: Screen[object]) -> None:
    """Have all keys that nobody has read yet arrive at the screen in front, in the order in which they were typed.

    To be called in the moment in which it comes there: a key that the former screen comes to read later, and hands on
    then, would stand behind those that went to the new one by themselves.
    """
    _carry(former.walk_children(with_self=True), screen.focused or screen)


def carry_keys_within(former: Widget, focused: Widget) -> None:
    """Have all keys that nobody has read yet arrive at what has the focus now.

    To be called in the moment in which it gets it.

    Args:
        former: what had the keys before: another widget, or the screen.
    """
    _carry(former.ancestors_with_self, focused)


def put_first(screen: Screen[object], key: Key) -> None:
    """Have a key arrive at a screen before all those that are on their way to it, as the first one typed."""
    target = screen.focused or screen
    later = _unread(target.ancestors_with_self)
    key.time = min(event.time for event in (key, *later))
    for event in (key, *later):
        _forward(event, target)


def _carry(pumps: Iterable[MessagePump], target: Widget) -> None:
    for event in _unread(pumps):
        _forward(event, target)


def _unread(pumps: Iterable[MessagePump]) -> list[Key | Paste]:
    unread = [event for pump in pumps for event in _taken_from(pump)]
    return sorted(unread, key=lambda event: event.time)  # what is around has what came through its parts: it is older


def _forward(event: Key | Paste, target: Widget) -> None:
    copy = Key(event.key, event.character) if isinstance(event, Key) else Paste(event.text)
    copy.time = event.time  # it may be carried once more, together with some that were not
    copy.set_sender(target.app)  # as what the terminal sends: it goes up no further than to whom it is from
    target._forward_event(copy)


def _taken_from(pump: MessagePump) -> list[Key | Paste]:
    """Take out what a widget has still to read; what waits for something to read must find it there."""
    unread: list[Key | Paste] = []
    if isinstance(pump._pending_message, Key | Paste):
        unread.append(pump._pending_message)
        pump._pending_message = None
    waiting: deque[Message | None] = pump._message_queue.values
    for number, message in enumerate(waiting):
        if isinstance(message, Key | Paste):
            unread.append(message)
            waiting[number] = Callback(callback=_nothing)
    return unread


def _nothing() -> None:
    pass
