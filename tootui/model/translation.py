"""A post in the reader's language."""

from __future__ import annotations

from tootui.model.base import Entity, Html, Lines


class TranslatedOption(Entity, frozen=True, kw_only=True):
    """An answer of the poll."""

    title: str = ""


class TranslatedPoll(Entity, frozen=True, kw_only=True):
    """The poll; options stand in the order of the original's."""

    id: str
    options: list[TranslatedOption] = []


class TranslatedAttachment(Entity, frozen=True, kw_only=True):
    """The description of a picture."""

    id: str
    description: Lines = ""


class Translation(Entity, frozen=True, kw_only=True):
    """A translation and who made it (``provider``); 4.0 gave ``content`` only."""

    content: Html = ""
    spoiler_text: Lines = ""
    language: str | None = None
    detected_source_language: str | None = None
    provider: str = ""
    poll: TranslatedPoll | None = None
    media_attachments: list[TranslatedAttachment] = []
