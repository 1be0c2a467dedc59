"""From a written text to a post: formatting, ids, and whom to tell."""

from dataclasses import dataclass, field
from datetime import datetime

from tootui.demo.clock import iso
from tootui.demo.entities import Account, JsonObject, Poll, Status
from tootui.demo.formatting import format_text
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.wire import version_of


@dataclass
class Draft:
    """What somebody is about to say. `content` is given for HTML that does not come from `text`."""

    author: Account
    text: str
    visibility: str = "public"
    spoiler_text: str = ""
    sensitive: bool = False
    language: str | None = "en"
    in_reply_to: Status | None = None
    quote_of: Status | None = None
    quote_state: str = "accepted"
    content: str | None = None
    application: str | None = None
    media: list[JsonObject] = field(default_factory=list)
    card: JsonObject | None = None
    poll: Poll | None = None
    quote_policy: str = "public"


class Publisher:
    """Makes posts and boosts, and the notifications that go with them."""

    def __init__(self, state: State, domain: str) -> None:
        self._state = state
        self._domain = domain

    def resolve(self, acct: str) -> tuple[str, str] | None:
        """Account id and profile address of `user` or `user@host`."""
        account = self._state.account_by_acct(acct, self._domain)
        return (account.id, str(account.traits.get("url") or f"{ORIGIN}/@{account.acct}")) if account else None

    def compose(self, draft: Draft, moment: datetime) -> Status:
        """The post of a draft, in no timeline yet."""
        number, identifier = self._state.new_id(moment)
        formatted = format_text(draft.text, self.resolve, ORIGIN)
        content = formatted.content if draft.content is None else draft.content
        content = self._reference_to(draft.quote_of) + content
        if draft.poll:
            draft.poll.id = identifier
        parent = draft.in_reply_to
        return Status(
            number,
            identifier,
            draft.author.id,
            iso(moment),
            text=draft.text,
            content=content,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
            sensitive=draft.sensitive or bool(draft.spoiler_text),
            language=draft.language,
            in_reply_to_id=parent.id if parent else None,
            in_reply_to_account_id=parent.account_id if parent else None,
            application=draft.application,
            mention_ids=formatted.mention_ids,
            tags=formatted.tags,
            media=draft.media,
            card=draft.card,
            poll=draft.poll,
            quote_of_id=draft.quote_of.id if draft.quote_of else None,
            quote_state=draft.quote_state,
            quote_policy=draft.quote_policy if draft.visibility in ("public", "unlisted") else "nobody",
        )

    def _reference_to(self, quoted: Status | None) -> str:
        """What those see of a quote whose program knows no quotes."""
        if quoted is None:
            return ""
        address = f"{ORIGIN}/@{self._state.accounts[quoted.account_id].acct}/{quoted.id}"
        return f'<p class="quote-inline">RE: <a href="{address}">{address}</a></p>'

    def publish(self, draft: Draft) -> Status:
        """Post a draft now and tell those it mentions."""
        status = self._state.add_status(self.compose(draft, self._state.clock.now()))
        self._state.announce("update", status)
        for account_id in status.mention_ids:
            self._state.notify("mention", account_id, status.account_id, status.id)
        if draft.quote_of and draft.quote_state == "accepted":
            self._state.notify("quote", draft.quote_of.account_id, status.account_id, status.id)
        waiting = [one for one in self._state.bonds.values() if one.other_id == status.account_id and one.notifies]
        for bond in waiting if status.visibility != "direct" and not status.in_reply_to_id else []:
            self._state.notify("status", bond.account_id, status.account_id, status.id)
        return status

    def boost(self, status: Status, account: Account, visibility: str = "public") -> Status:
        """The boost of a post; the one that is there already if it was boosted before."""
        known = self._state.boost_of(status.id, account.id)
        if known:
            return known
        moment = self._state.clock.now()
        number, identifier = self._state.new_id(moment)
        boost = Status(number, identifier, account.id, iso(moment), visibility=visibility, reblog_of_id=status.id)
        status.reblogged_by.append(account.id)
        self._state.add_status(boost)
        self._state.announce("update", boost)
        self._state.notify("reblog", status.account_id, account.id, status.id)
        return boost

    def unboost(self, status: Status, account: Account) -> None:
        boost = self._state.boost_of(status.id, account.id)
        if boost:
            status.reblogged_by.remove(account.id)
            self._state.remove_status(boost)

    def favourite(self, status: Status, account: Account) -> None:
        if account.id not in status.favourited_by:
            status.favourited_by[account.id] = self._state.new_row()
            self._state.notify("favourite", status.account_id, account.id, status.id)
            self._state.touch()
            self._state.did("favourite", account, status)

    def unfavourite(self, status: Status, account: Account) -> None:
        if status.favourited_by.pop(account.id, None):
            self._state.touch()
            self._state.did("unfavourite", account, status)

    def edit(self, status: Status, text: str) -> None:
        """Change the words of a post."""
        author = self._state.accounts[status.account_id]
        kept = Draft(author, text, status.visibility, status.spoiler_text, status.sensitive, status.language)
        kept.media, kept.poll, kept.quote_policy = status.media, status.poll, status.quote_policy
        self.revise(status, kept)

    def revise(self, status: Status, draft: Draft) -> None:
        """Let a post say what a draft says; those who boosted or quoted it are told."""
        former, moment = version_of(status), iso(self._state.clock.now())
        formatted = format_text(draft.text, self.resolve, ORIGIN)
        quoted = self._state.statuses.get(status.quote_of_id or "")
        status.text, status.content = draft.text, self._reference_to(quoted) + formatted.content
        status.mention_ids, status.tags = formatted.mention_ids, formatted.tags
        status.spoiler_text, status.sensitive = draft.spoiler_text, draft.sensitive or bool(draft.spoiler_text)
        status.language, status.media, status.poll = draft.language, draft.media, draft.poll
        status.quote_policy, status.translations = draft.quote_policy, {}
        if draft.poll:
            draft.poll.id = draft.poll.id or status.id
        if {**version_of(status), "created_at": ""} != {**former, "created_at": ""}:
            status.edits.append(former)
            status.edited_at = moment
            for account_id in status.reblogged_by:
                self._state.notify("update", account_id, status.account_id, status.id)
            for quoting in [one for one in self._state.order if one.quote_of_id == status.id]:
                self._state.notify("quoted_update", quoting.account_id, status.account_id, quoting.id)
        self._state.touch()
        self._state.announce("status.update", status)

    def quote_decided(self, status: Status, state: str) -> None:
        """The author of the quoted post has decided about a quote, or changed their mind."""
        status.quote_state = state
        self._state.touch()
        self._state.announce("status.update", status)
