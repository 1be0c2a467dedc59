"""Keys that come faster than the focus moves: each means what it means where the keys before it have led."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, TextArea

STEPS = {"tab": "focus_next", "shift+tab": "focus_previous"}
"""What keys do on most fields."""


def is_written(event: events.Key) -> bool:
    """Whether a key is a sign to be written."""
    return bool(event.character) and event.is_printable and not event.key.startswith(("ctrl+", "alt+"))


def passes_on(field: Widget, event: events.Key) -> bool:
    """Whether a key is no longer for a field, since keys before it moved the focus or ended the dialog.

    Then it is on its way to what has the keys by now: Textual gave it to the field before those were acted on.
    """
    screen = field.screen
    if screen.is_active and screen.focused is field:
        return False
    event.stop()
    event.prevent_default()
    field.app.post_message(events.Key(event.key, event.character))
    return True


async def made(screen: MessagePump) -> None:
    """Wait until a screen is ready for commands: a field may have the keys before it is."""
    await screen._mounted_event.wait()


async def acts_at_once(field: Widget, event: events.Key) -> None:
    """Have a key that writes nothing do what it does there, now.

    Textual hands it from the field up to the program, one queue after the other, until something knows it, and looks
    into the field's own keys last: the letters typed after it would be written by then, those behind a backspace taken
    back instead of those before it, and those behind the key that sends be sent.
    """
    event.stop()
    event.prevent_default()
    key = events.Key(event.key, event.character)
    key.stop()
    screen = field.screen
    await made(screen)
    with screen._context():
        if isinstance(field, TextArea | Input):  # the word of what was just written is on its way behind this key
            written = TextArea.Changed(field) if isinstance(field, TextArea) else Input.Changed(field, field.value)
            written.stop()
            await screen._on_message(written)
        await screen._on_message(key)
        if not key._no_default_action:
            await field.app._check_bindings(key.key)


def steps(field: Widget, event: events.Key, keys: Mapping[str, str] = STEPS) -> bool:
    """Whether a key moved the focus: at once, where Textual would do it behind the letters typed after it.

    Args:
        keys: which do so; ``focus_next`` or ``focus_previous`` by their names.
    """
    if event.key not in keys:
        return False
    event.stop()
    event.prevent_default()
    getattr(field.screen, keys[event.key])()
    return True
