"""Posts that wait on the server for their time: what they are, another time for them, no time at all."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.errors import Missing, ServerError
from tootui.model.places import Place
from tootui.model.scheduled import ScheduledPoll, ScheduledStatus
from tootui.model.status import MediaAttachment
from tootui.service.feed_parts import FeedServices
from tootui.service.listed import Listed
from tootui.service.notices import Level
from tootui.service.remote import Remote
from tootui.service.when import when_words

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.model.pages import Page

PAGE_SIZE = 40
NOT_HERE = "This server is not known to keep posts until their time, so none can wait there."
GONE = "It does not wait any more: it was published meanwhile, or deleted elsewhere."


class Scheduled(Listed[ScheduledStatus]):
    """What waits there, and what can be done to it; notices tell what came of that.

    Args:
        offers: whether the server is known to have something.
        counted: told how many wait, whenever that is known.
    """

    def __init__(
        self,
        remote: Remote,
        services: FeedServices,
        *,
        offers: Callable[[Feature], bool],
        counted: Callable[[int], None],
    ) -> None:
        super().__init__(
            Place.SCHEDULED,
            ScheduledStatus,
            lambda client: client.scheduled_statuses.list(limit=PAGE_SIZE),
            lambda one: one.id,
            remote,
            services,
        )
        self._offers = offers
        self._counted = counted
        self._busy: set[str] = set()
        self._changes: list[tuple[str, ScheduledStatus | None]] = []
        """What became of some by the reader's word, None being gone: a page that was asked for before does not know."""
        self.observe(self._count)

    @property
    def why_none(self) -> str | None:
        """Why nothing can wait here at all; None where something can. Snac answers an empty list all the same."""
        return None if self._offers(Feature.SCHEDULING) else NOT_HERE

    def drafts(self, fresh: Draft) -> Mapping[str, Draft]:
        """Each that waits as it was written, by its id, the soonest first.

        Args:
            fresh: an empty draft, for what the server does not tell.
        """
        return {one.id: draft_of(one, fresh) for one in sorted(self.items, key=lambda one: one.scheduled_at)}

    @property
    def has_overdue(self) -> bool:
        """Whether the time of one has come, so that it is published by now."""
        now = self._services.clock.now()
        return any(one.scheduled_at <= now for one in self.items)

    def change_time(self, scheduled_id: str, seconds: float) -> None:
        """Have one published at another time, in seconds since the epoch."""
        moment = datetime.fromtimestamp(seconds, UTC)
        self._begin(scheduled_id, self._change_time(scheduled_id, moment), "changing the time of a post")

    def delete(self, scheduled_id: str) -> None:
        """Never publish one."""
        self._begin(scheduled_id, self._delete(scheduled_id), "deleting a scheduled post")

    def _begin(self, scheduled_id: str, work: Coroutine[object, object, None], name: str) -> None:
        if scheduled_id in self._busy:
            work.close()
            self._say("A moment: the server has not answered yet.")
            return
        self._busy.add(scheduled_id)
        self._services.tasks.spawn(work, name)

    async def _change_time(self, scheduled_id: str, moment: datetime) -> None:
        try:
            changed = await self._remote.call(
                lambda client: client.scheduled_statuses.update(scheduled_id, scheduled_at=moment)
            )
        except ServerError as error:
            await self._failed(scheduled_id, error, "The time is as it was.")
        else:
            self._note(scheduled_id, changed)
            self._say(f"Your server publishes it on {when_words(changed.scheduled_at, self._services.clock.now())}.")
        finally:
            self._busy.discard(scheduled_id)

    async def _delete(self, scheduled_id: str) -> None:
        try:
            await self._remote.call(lambda client: client.scheduled_statuses.delete(scheduled_id))
        except ServerError as error:
            await self._failed(scheduled_id, error, "It is not deleted.")
        else:
            self.forget(scheduled_id)
            self._say("Deleted. It will not be published.")
        finally:
            self._busy.discard(scheduled_id)

    def forget(self, scheduled_id: str) -> None:
        """One waits no more."""
        self._note(scheduled_id, None)

    def _note(self, scheduled_id: str, after: ScheduledStatus | None) -> None:
        self._changes.append((scheduled_id, after))
        self.items = _put_right(self.items, self._changes[-1:])
        self._signal.emit()

    async def _first(self, client: Client) -> Page[ScheduledStatus]:
        before = len(self._changes)
        page = await super()._first(client)
        return replace(page, items=_put_right(page.items, self._changes[before:]))

    async def _load_more(self) -> None:
        before = len(self._changes)
        await super()._load_more()
        self.items = _put_right(self.items, self._changes[before:])

    async def _failed(self, scheduled_id: str, error: ServerError, otherwise: str) -> None:
        """Say what is certain; where nothing is, look."""
        if isinstance(error, Missing):
            self.forget(scheduled_id)
            self._say(GONE, "warning")
        elif error.sent:
            self._say(f"{error} It is not certain whether that arrived: look at the list.", "error")
            await self._load()
        else:
            self._say(f"{otherwise} {error}", "error")

    def _say(self, words: str, level: Level = "info") -> None:
        self._services.notices.post(words, level, key="scheduled")

    def _count(self) -> None:
        if self.state.loaded_once:
            self._counted(len(self.items))


def _put_right(
    items: Iterable[ScheduledStatus], changes: Iterable[tuple[str, ScheduledStatus | None]]
) -> list[ScheduledStatus]:
    """What waits, with what became of some of it since."""
    changed = dict(changes)
    now = (changed.get(one.id, one) for one in items)
    return [one for one in now if one is not None]


def draft_of(one: ScheduledStatus, fresh: Draft) -> Draft:
    """What waits, as it was written: its media are those on the server."""
    params = one.params
    attached = {media.id: media for media in one.media_attachments}
    ids = params.media_ids or list(attached)
    return replace(
        fresh,
        text=params.text,
        spoiler_text=params.spoiler_text or "",
        visibility=params.visibility or fresh.visibility,
        language=params.language or fresh.language,
        sensitive=bool(params.sensitive),
        in_reply_to_id=params.in_reply_to_id,
        quoted_status_id=params.quoted_status_id,
        quote_policy=params.quote_approval_policy,
        media=tuple(_media(media_id, attached.get(media_id)) for media_id in ids),
        poll=_poll(params.poll) if params.poll is not None else None,
        scheduled_at=one.scheduled_at.timestamp(),
        replaces=one.id,
    )


def _media(media_id: str, attached: MediaAttachment | None) -> DraftMedia:
    if attached is None:
        return DraftMedia(id=media_id, media_id=media_id)
    described = attached.description or ""
    return DraftMedia(id=media_id, media_id=media_id, kind=attached.type, description=described, described=described)


def _poll(poll: ScheduledPoll) -> DraftPoll:
    return DraftPoll(
        options=tuple(poll.options),
        expires_in=poll.expires_in or DraftPoll().expires_in,
        multiple=bool(poll.multiple),
        hide_totals=bool(poll.hide_totals),
    )
