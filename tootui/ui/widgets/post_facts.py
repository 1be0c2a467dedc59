"""The line below a text being written: who will see it, and how much room is left."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tootui.service.recipients import recipients
from tootui.text.audiences import audience_name
from tootui.ui.widgets.bar import Bar, Part

_AMBER_SHARE = 0.1


def audience_words(visibility: str, text: str, parent: str | None) -> str:
    """Say who will see a post.

    Args:
        visibility: the post's.
        text: the post's; a direct one reaches whom it mentions.
        parent: the visibility of the answered post, None for a new one.
    """
    if visibility == "direct":
        people = [f"@{name}" for name in recipients(text)]
        return f"direct: only {' '.join(people)}" if people else "direct: nobody is mentioned yet"
    name = audience_name(visibility)
    return f"{name} (as the post you answer)" if visibility == parent else name


def shorter_words(text: str) -> Sequence[str]:
    """Say whom a direct post reaches where there is less room: fewer of them by name, then only how many."""
    people = [f"@{name}" for name in recipients(text)]
    named = (
        f"direct: only {' '.join(people[:count])} and {_others(len(people) - count)}"
        for count in range(len(people) - 1, 0, -1)
    )
    return [*named, f"direct: {len(people)} people"] if len(people) > 1 else []


def _others(count: int) -> str:
    return "1 other" if count == 1 else f"{count} others"


class PostFacts(Bar):
    """Who sees it and what else was chosen at the left, the characters left at the right."""

    class Clicked(Message):
        """Somebody wants to change what stands there."""

    def tell(
        self, visibility: str, text: str, parent: str | None, limit: int, length: int, more: Sequence[str] = ()
    ) -> None:
        """Show the facts of a text.

        Args:
            visibility: the post's.
            text: the post's.
            parent: the visibility of the answered post, None for a new one.
            limit: how many characters the server takes.
            length: how many it will count.
            more: what else was chosen, the most important first.
        """
        left = limit - length
        style = "bold $error" if left < 0 else "$warning" if left <= limit * _AMBER_SHARE else "$muted"
        words = audience_words(visibility, text, parent)
        shorter = shorter_words(text) if visibility == "direct" else [words.split(" (")[0]]
        audience_style = "bold $accent" if visibility == "public" else "bold $warning"
        others = [Part((f"   {word}", ""), "$muted", 3 + number) for number, word in enumerate(more)]
        self.show(
            [Part((words, *shorter), audience_style, 1), *others],
            [Part((f" {left} left", f" {left}"), style, 2)],
        )

    def on_click(self, event: events.Click) -> None:
        """Clicked: somebody wants something else."""
        event.stop()
        self.post_message(self.Clicked())
