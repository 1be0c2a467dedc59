"""Looking at pictures, watching films and hearing sounds of a post, with other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.status import MediaAttachment, Status
from tootui.text.attachments import NO_DESCRIPTION, address_of, description_of, kind_word
from tootui.ui.dispatch import Handler
from tootui.ui.handing_over import tell_handed_over
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.service.viewer import Viewer
    from tootui.ui.screens.main import MainScreen


class Viewing:
    """Opens the media of posts, asking which where there are several."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The command that opens them."""
        return {"media.open": Handler(self._selected.acting(self._open), self._selected.why_not(self._why_not))}

    @property
    def _viewer(self) -> Viewer:
        from tootui.service.viewer import Viewer

        settings = self._screen.tootui.settings
        return Viewer(settings.media, browser=settings.general.browser)

    def _why_not(self, status: Status) -> str | None:
        post = status.inner
        if not post.media_attachments:
            return "There are no pictures, videos or sounds in this post."
        reveals = self._screen.session.reveals
        if reveals.can_cover(status) and not reveals.is_open(status):
            key = self._screen.tootui.keymap.label("status.reveal")
            return f"What hangs on this post is covered: {key} shows it."
        return None

    def _open(self, status: Status) -> None:
        attachments = status.inner.media_attachments
        if len(attachments) == 1:
            self._show(attachments[0])
            return
        from tootui.ui.screens.picker import Picker, PickerItem, letter

        items = [PickerItem(letter(number), _words(each)) for number, each in enumerate(attachments)]

        def show(index: int | None) -> None:
            if index is not None:
                self._show(attachments[index])

        self._screen.app.push_screen(Picker("Open", items), show)

    def _show(self, attachment: MediaAttachment) -> None:
        url = address_of(attachment)
        if not url:
            self._screen.tootui.say("The server is still preparing this. Try again in a moment.", "warning")
        else:
            self._start(url, attachment.type)

    def show_address(self, url: str) -> None:
        """Open the media of the selected post that has this address."""
        status = self._selected.status
        posts = [status.inner] if status is not None else []
        if posts and posts[0].quote is not None and posts[0].quote.quoted_status is not None:
            posts.append(posts[0].quote.quoted_status)
        kinds = [
            attachment.type
            for post in posts
            for attachment in post.media_attachments
            if url in (attachment.url, attachment.remote_url, attachment.preview_url)
        ]
        self._start(url, kinds[0] if kinds else "unknown")

    def _start(self, url: str, kind: str) -> None:
        app = self._screen.tootui
        tell_handed_over(app, url, self._viewer.show(url, kind, lambda words: app.say(words, "warning")))


def _words(attachment: MediaAttachment) -> str:
    return f"{kind_word(attachment)}: {description_of(attachment) or NO_DESCRIPTION}"
