"""The files of a post: added, described, ordered, stopped and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.cache.drafts import DraftMedia
from tootui.model.errors import MediaError
from tootui.service.attaching import attached
from tootui.service.uploads import UploadState
from tootui.text.clean import clean_line
from tootui.ui.commands import EVERYWHERE, MEDIA, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.screens.dialog import Dialog
from tootui.ui.widgets.footer import Footer

if TYPE_CHECKING:
    from tootui.service.session import Session

NO_FILE = "There is no file here yet."


class MediaList(Dialog[None]):
    """Changes the files of a post while it is written; each change is told at once.

    Args:
        session: sends the files.
        media: the files as they are.
        changed: called with the files after each change.
    """

    CONTEXTS = (MEDIA, EVERYWHERE)

    def __init__(
        self, session: Session, media: Sequence[DraftMedia], changed: Callable[[tuple[DraftMedia, ...]], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._media = tuple(media)
        self._changed = changed
        self._stop_observing: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """The files and the keys."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Attachments")
            yield OptionList(markup=False)
            yield Static(classes="problem", markup=False)
            yield Footer(id="media-keys")

    def on_mount(self) -> None:
        """Show what there is; where that is nothing, ask for a file."""
        self.query_one(Footer).tell(commands_in((MEDIA,)), self.tootui.keymap)
        self._stop_observing = self._session.uploads.observe(lambda: self.call_later(self._draw))
        self.say("")
        self._draw()
        if not self._media:
            self._add()

    def on_unmount(self) -> None:
        """Look at the uploads no more."""
        if self._stop_observing is not None:
            self._stop_observing()

    def say(self, text: str) -> None:
        """Tell it here: the place for it may be covered."""
        problem = self.query_one(".problem", Static)
        problem.update(Content(text))
        problem.display = bool(text)

    def handlers(self) -> dict[str, Handler]:
        """What the keys do to the selected file."""
        return {
            "media.add": Handler(self._add, self._why_not_add),
            "media.describe": Handler(self._describe, self._why_nothing),
            "media.later": Handler(lambda: self._move(1), self._why_not_later),
            "media.earlier": Handler(lambda: self._move(-1), self._why_not_earlier),
            "media.remove": Handler(self._remove, self._why_nothing),
            "media.stop": Handler(self._stop, self._why_not_stop),
            "media.retry": Handler(self._retry, self._why_not_retry),
            "media.close": Handler(self.close),
        }

    # The selected file

    @property
    def _index(self) -> int:
        return self.query_one(OptionList).highlighted or 0

    @property
    def _state(self) -> UploadState:
        return self._session.uploads.state(self._media[self._index])

    def _why_nothing(self) -> str | None:
        return None if self._media else NO_FILE

    def _why_not_add(self) -> str | None:
        most = self._session.limits.max_media_attachments
        return f"This server takes {most} attachments at the most." if len(self._media) >= most else None

    def _why_not_earlier(self) -> str | None:
        return self._why_nothing() or (None if self._index else "This file is the first already.")

    def _why_not_later(self) -> str | None:
        is_last = self._index == len(self._media) - 1
        return self._why_nothing() or ("This file is the last already." if is_last else None)

    def _why_not_stop(self) -> str | None:
        if not self._media:
            return NO_FILE
        return None if self._state.name in ("sending", "processing") else "This file is not on its way."

    def _why_not_retry(self) -> str | None:
        if not self._media:
            return NO_FILE
        return None if self._state.name in ("failed", "waiting") else "This file needs no second try."

    def _take(self, media: Sequence[DraftMedia], selected: int) -> None:
        self._media = tuple(media)
        self._changed(self._media)
        self.say("")
        self._draw(selected)

    def _draw(self, selected: int | None = None) -> None:
        options = self.query_one(OptionList)
        index = self._index if selected is None else selected
        options.clear_options()
        look = self.tootui.look
        options.add_options(
            [Option(Content(look.drawn(media_words(one, self._session.uploads.state(one))))) for one in self._media]
            or [Option(Content.styled(NO_FILE, "$muted"))]
        )
        options.highlighted = max(0, min(index, len(self._media) - 1))

    # Acts

    def _add(self) -> None:
        from tootui.ui.screens.ask_file import AskFile

        frame = self.query_one(".frame")
        frame.display = bool(self._media)  # a list of nothing beside the question would only be in the way

        def picked(file: Path | None) -> None:
            frame.display = True
            if file is not None:
                self._take_in(file)
            elif not self._media:
                self.close()

        self.app.push_screen(AskFile(), picked)

    def _take_in(self, file: Path) -> None:
        try:
            media = attached(file, self._media, self._session.limits)
        except MediaError as error:
            self.say(str(error))
            return
        self._session.uploads.start(media)
        self._take((*self._media, media), len(self._media))
        self._describe()

    @on(OptionList.OptionSelected)
    def _describe(self) -> None:
        if not self._media:
            self._add()
            return
        from tootui.ui.screens.ask_description import AskDescription

        index, media = self._index, self._media[self._index]

        def changed(description: str) -> None:
            described = replace(self._media[index], description=description)
            self._take((*self._media[:index], described, *self._media[index + 1 :]), index)

        limit = self._session.limits.description_limit
        self.app.push_screen(AskDescription(name_of(media), media.description, limit, changed))

    def _move(self, by: int) -> None:
        here, there = self._index, self._index + by
        media = list(self._media)
        media[here], media[there] = media[there], media[here]
        self._take(media, there)

    def _remove(self) -> None:
        index = self._index
        self._session.uploads.cancel(self._media[index])
        self._take((*self._media[:index], *self._media[index + 1 :]), index)

    def _stop(self) -> None:
        self._session.uploads.cancel(self._media[self._index])

    def _retry(self) -> None:
        self._session.uploads.start(self._media[self._index])


def name_of(media: DraftMedia) -> str:
    """What a file is called here, or what kind of thing it is on the server."""
    return clean_line(Path(media.path).name) if media.path is not None else media.kind


def media_words(media: DraftMedia, state: UploadState) -> str:
    """A file on one line: its name, how far it is, its description."""
    match state.name:
        case "sending":
            stage = f"{state.share:.0%} sent"
        case "processing":
            stage = "the server works on it"
        case "failed":
            stage = f"NOT SENT: {state.reason}"
        case "ready":
            stage = ""
        case _:
            stage = "not sent yet"
    described = clean_line(media.description).strip() or "no description"
    return "  ".join(part for part in (name_of(media), stage, described) if part)
