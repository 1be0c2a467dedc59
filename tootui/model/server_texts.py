"""What a server says about itself at length: rules, texts, whom it blocks, what it can translate."""

from __future__ import annotations

from tootui.model.base import Count, Entity, Html, Lines, number_in


class RuleTranslation(Entity, frozen=True, kw_only=True):
    """A rule in another language."""

    text: Lines = ""
    hint: Lines = ""


class Rule(Entity, frozen=True, kw_only=True):
    """A rule of the house, and a hint what is meant by it."""

    id: str
    text: Lines = ""
    hint: Lines = ""
    translations: dict[str, RuleTranslation] = {}


class ExtendedDescription(Entity, frozen=True, kw_only=True):
    """What the server is about. ``updated_at`` is a time, a date, or null."""

    content: Html = ""
    updated_at: str | None = None


class PrivacyPolicy(ExtendedDescription, frozen=True, kw_only=True):
    """What is done with data."""


class TermsOfService(Entity, frozen=True, kw_only=True):
    """The terms, in force from ``effective_date`` on; ``succeeded_by`` is the date of newer ones."""

    content: Html = ""
    effective_date: str | None = None
    effective: bool = False
    succeeded_by: str | None = None


class DomainBlock(Entity, frozen=True, kw_only=True):
    """A server that is limited or blocked here. ``domain`` may be masked with asterisks; ``digest`` is its SHA-256."""

    domain: str
    digest: str = ""
    severity: str = ""
    comment: Lines | None = None


class Language(Entity, frozen=True, kw_only=True):
    """A language that posts may be marked with."""

    code: str
    name: str = ""


class WeekOfActivity(Entity, frozen=True, kw_only=True):
    """What happened on a server in one week; all numbers are texts, ``week`` in UNIX seconds."""

    week: Count = 0
    statuses: Count = 0
    logins: Count = 0
    registrations: Count = 0

    @property
    def statuses_count(self) -> int:
        """Posts written."""
        return number_in(self.statuses)

    @property
    def logins_count(self) -> int:
        """People who came."""
        return number_in(self.logins)

    @property
    def registrations_count(self) -> int:
        """People who signed up."""
        return number_in(self.registrations)
