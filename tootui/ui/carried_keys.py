"""Keys on their way to a screen when another one takes its place: they go there, before those that are typed later."""

from __future__ import annotations

from collections import deque

from textual.events import Callback, Key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen


def carry_keys(former: Screen[object], screen: Screen[object]) -> None:
    """Have all keys that nobody has read yet arrive at the screen in front, in the order in which they were typed.

    To be called in the moment in which it comes there: a key that the former screen comes to read later, and hands on
    then, would stand behind those that went to the new one by themselves.
    """
    keys = [key for pump in former.walk_children(with_self=True) for key in _taken_from(pump)]
    for key in sorted(keys, key=lambda key: key.time):  # a screen has what came through its widgets: it is older
        (screen.focused or screen)._forward_event(Key(key.key, key.character))


def _taken_from(pump: MessagePump) -> list[Key]:
    """Take the keys out of what a widget has still to read; what waits for something to read must find it there."""
    keys: list[Key] = []
    if isinstance(pump._pending_message, Key):
        keys.append(pump._pending_message)
        pump._pending_message = None
    waiting: deque[Message | None] = pump._message_queue.values
    for number, message in enumerate(waiting):
        if isinstance(message, Key):
            keys.append(message)
            waiting[number] = Callback(callback=_nothing)
    return keys


def _nothing() -> None:
    pass
