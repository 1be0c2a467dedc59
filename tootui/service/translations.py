"""Posts in the reader's language: asked for once, kept while the session lives, shown and hidden by the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tootui.model.base import StatusId
from tootui.model.errors import Missing, ServerError
from tootui.model.status import Status
from tootui.model.translation import Translation
from tootui.service.notices import Notices
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks
from tootui.store.entities import Store
from tootui.text.languages import language_name, primary

if TYPE_CHECKING:
    from tootui.api.features import Feature

TRANSLATED = ("public", "unlisted")
"""Servers hand no other posts to a translator."""


class _Version(NamedTuple):
    """What was translated: an edited post is another one."""

    status_id: StatusId
    edited_at: datetime | None


class Translations:
    """What was translated so far, and what of it the reader wants to see.

    Args:
        offers: whether the server has something.
        host: the server's name.
        language: the reader's language as a code, None where it is not known.
        barred: why nothing can be asked for in this session; None where it can.
    """

    def __init__(
        self,
        *,
        store: Store,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        offers: Callable[[Feature], bool],
        host: str,
        language: Callable[[], str | None],
        barred: str | None = None,
    ) -> None:
        self._store = store
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._offers = offers
        self._host = host
        self._language = language
        self._barred = barred
        self._known: dict[_Version, Translation] = {}
        self._wanted: set[StatusId] = set()
        self._under_way: set[_Version] = set()
        self._signal = Signal()

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when posts are to be shown otherwise; the result stops that."""
        return self._signal.observe(callback)

    def shown_of(self, status: Status) -> Translation | None:
        """The translation to be shown with a post (of a boost: the boosted one), None for none."""
        post = status.inner
        return self._known.get(_version(post)) if post.id in self._wanted else None

    def is_coming(self, status: Status) -> bool:
        """Whether a translation is wanted and on its way."""
        return status.inner.id in self._wanted and _version(status.inner) in self._under_way

    def why_not(self, status: Status) -> str | None:
        """Why a post cannot be translated; None if it can, or is."""
        post = status.inner
        if _version(post) in self._known:
            return None
        if self._barred is not None:
            return self._barred
        if post.visibility not in TRANSLATED:
            return "Only public posts are handed to a translator."
        if not _has_words(post):
            return "There are no words to translate in this post."
        return self._why_not_into(post.language, self._language())

    def _why_not_into(self, source: str | None, target: str | None) -> str | None:
        from tootui.api.features import Feature

        if source is not None and target is not None and primary(source) == primary(target):
            return f"This post is in {language_name(source)}, your language."
        if not self._offers(Feature.TRANSLATION):
            return f"{self._host} does not translate posts."
        return None

    def toggle(self, status_id: StatusId) -> None:
        """Show a post in the reader's language, or no more. Asked of the server where it never was."""
        status = self._store.status(status_id)
        if status is None:
            return
        post = status.inner
        if post.id in self._wanted:
            self._wanted.discard(post.id)
        else:
            self._wanted.add(post.id)
            version = _version(post)
            if version not in self._known and version not in self._under_way:
                self._under_way.add(version)
                self._tasks.spawn(self._ask(version), "translating a post")
        self._signal.emit()

    async def _ask(self, version: _Version) -> None:
        language = self._language()
        try:
            self._known[version] = await self._remote.call(
                lambda client: client.statuses.translate(version.status_id, lang=language)
            )
        except ServerError as error:
            self._wanted.discard(version.status_id)
            # Mastodon says 404 both where nothing is translated and where it cannot be done with this one.
            why = (
                f"{self._host} does not translate posts, or not this one." if isinstance(error, Missing) else str(error)
            )
            self._notices.post(f"Not translated. {why}", "error", key=f"translate:{version.status_id}")
        finally:
            self._under_way.discard(version)
            self._signal.emit()


def _version(post: Status) -> _Version:
    return _Version(post.id, post.edited_at)


def _has_words(post: Status) -> bool:
    described = any(attachment.description for attachment in post.media_attachments)
    return bool(post.content.strip() or post.spoiler_text or post.poll is not None or described)
