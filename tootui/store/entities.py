"""One truth per entity of a signed-in account.

Posts hold their author, the post they boost and the post they quote as values, but these are always the store's own
present ones: an author is one object however many posts show it, and a favourite shows at once in every boost of the
post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, EntityKey, StatusId
from tootui.model.status import Status
from tootui.store.binding import Binding
from tootui.store.crowd import Crowd, FetchPeople
from tootui.store.merge import merge_account, merge_relationship, merge_status
from tootui.store.observers import Observer, Observers
from tootui.store.patches import Patch, PatchToken
from tootui.store.recency import Recency
from tootui.store.references import References, same_references, slim_boost
from tootui.store.table import Table


class Store:
    """Accounts, relationships and posts in memory. Used from one thread only.

    Observers are called in the same tick, once per call that changed something, with exactly the keys whose visible
    value is another one now; a boost's key is among them when the post inside changed.

    Posts that `trim` dropped come back when they are asked for, as if they had never been away.

    Args:
        fetch: reads posts from where everything that is not dirty is kept.
        fetch_people: the same for accounts.
    """

    def __init__(
        self,
        fetch: Callable[[Iterable[StatusId]], Iterable[Status]] | None = None,
        fetch_people: FetchPeople | None = None,
    ) -> None:
        self._fetch = fetch
        self.crowd = Crowd(fetch_people, lambda one: self._accept_account(one, set(), fresh=False), self._drop_person)
        """Drops people who are in no list and in no post; nobody is told of those who come back."""
        self._recency = Recency()
        self._away: set[StatusId] = set()
        """Posts that were dropped and can be fetched."""
        self._statuses: Table[Status] = Table()
        self._accounts: Table[Account] = Table()
        self._relationships: Table[Relationship] = Table()
        self._references = References()
        self._deleted: set[StatusId] = set()
        self._binding = Binding(self._statuses, self._accounts, self._deleted)
        self._dirty: set[EntityKey] = set()
        self._observers = Observers(lambda: bool(self._dirty))
        self._tell = self._observers.tell
        self.observe_dirty = self._observers.add_keeper
        """Be told when there is something for `take_dirty`, also where nothing looks otherwise by it."""
        self._patch_count = 0

    def status(self, status_id: StatusId) -> Status | None:
        """The visible post: the server's word folded through the reader's pending wishes; None if unknown or gone."""
        if status_id in self._away:
            changed: set[EntityKey] = set()
            self._bring_back(status_id, changed)
            self._tell(changed)
        status = self._statuses.visible.get(status_id)
        if status is not None:
            self._recency.use(status_id)
        return status

    def held_status(self, status_id: StatusId) -> Status | None:
        """The visible post if it is in memory just now."""
        return self._statuses.visible.get(status_id)

    def held_statuses(self) -> Iterable[Status]:
        """All posts that are in memory just now, in no order."""
        return self._statuses.visible.values()

    def account(self, account_id: AccountId) -> Account | None:
        """The visible account, None if unknown."""
        self.crowd.look_at(account_id)
        return self._accounts.visible.get(account_id)

    def held_accounts(self) -> Iterable[Account]:
        """All accounts that are in memory just now, in no order."""
        return self._accounts.visible.values()

    def relationship(self, account_id: AccountId) -> Relationship | None:
        """How the reader relates to an account, None if unknown."""
        return self._relationships.visible.get(account_id)

    def put_statuses(self, statuses: Iterable[Status]) -> None:
        """Take a server's answer: posts with everything in them (authors, boosted and quoted posts)."""
        changed: set[EntityKey] = set()
        for status in statuses:
            self._accept_status(status, changed, fresh=True)
        self._tell(changed)

    def restore_statuses(self, statuses: Iterable[Status]) -> None:
        """Take posts from the cache: they fill in what is unknown, replace nothing and are not dirty."""
        changed: set[EntityKey] = set()
        for status in statuses:
            self._accept_status(status, changed, fresh=False)
        self._tell(changed)

    def put_accounts(self, accounts: Iterable[Account]) -> None:
        """Take a server's answer about accounts."""
        changed: set[EntityKey] = set()
        for account in accounts:
            self._accept_account(account, changed, fresh=True)
            self.crowd.add(account.id)
        self._tell(changed)

    def put_relationships(self, relationships: Iterable[Relationship]) -> None:
        """Take a server's answer about how the reader relates to accounts."""
        changed: set[EntityKey] = set()
        for relationship in relationships:
            self._accept_relationship(relationship, changed)
        self._tell(changed)

    def base_status(self, status_id: StatusId) -> Status | None:
        """A post as the server last told it, in a boost or quote too: what may be written to disk."""
        base = self._statuses.base(status_id)
        if base is None:
            return None
        account = self._accounts.base(base.account.id)
        if account is not None and account is not base.account:
            base = replace(base, account=account)
        return base if base.reblog is None else replace(base, reblog=self._statuses.base(base.reblog.id))

    def base_account(self, account_id: AccountId) -> Account | None:
        """An account as the server last told it."""
        return self._accounts.base(account_id)

    def base_relationship(self, account_id: AccountId) -> Relationship | None:
        """How the reader relates to an account as the server last told it."""
        return self._relationships.base(account_id)

    def push(self, key: EntityKey, patch: Patch) -> PatchToken:
        """Show a wish of the reader at once; on a boost it goes to the post inside.

        The entity need not be known yet: the patch shows as soon as it is.
        """
        kind, entity_id = key
        status = self.status(entity_id) if kind == "status" else None
        if status is not None:
            key = (kind, status.inner.id)
        self._patch_count += 1
        token = PatchToken(key, self._patch_count)
        changed: set[EntityKey] = set()
        self._note(key, self._table(key).add_patch(key[1], token.number, patch), changed)
        self._tell(changed)
        return token

    def settle(self, token: PatchToken, reply: Status | Account | Relationship | None) -> None:
        """End a wish: with the server's reply, which becomes the base; or with None, as if it had never been."""
        changed: set[EntityKey] = set()
        # The reply first: the patch finds itself fulfilled in it, so that nothing flickers when it goes.
        if isinstance(reply, Status):
            self._accept_status(reply, changed, fresh=True)
        elif isinstance(reply, Account):
            self._accept_account(reply, changed, fresh=True)
        elif isinstance(reply, Relationship):
            self._accept_relationship(reply, changed)
        key = token.key
        self._note(key, self._table(key).drop_patch(key[1], token.number), changed)
        self._tell(changed)

    def confirm(self, token: PatchToken) -> None:
        """End a wish that came true without an entity in the answer: it becomes part of the base."""
        key = token.key
        changed: set[EntityKey] = set()
        self._note(key, self._table(key).confirm_patch(key[1], token.number), changed)
        if not (key[0] == "status" and self.is_deleted(key[1])):
            self._dirty.add(key)
        self._tell(changed)

    def delete_status(self, status_id: StatusId) -> None:
        """A post is gone for good, and its boosts with it; a later answer does not bring it back."""
        changed: set[EntityKey] = set()
        self._bury(status_id, changed)
        self._tell(changed)

    def is_deleted(self, status_id: StatusId) -> bool:
        """Whether a post is known to be gone."""
        return status_id in self._deleted

    def observe(self, callback: Observer) -> Callable[[], None]:
        """Be told of changed keys; the function given back ends it."""
        return self._observers.add(callback)

    def take_dirty(self) -> set[EntityKey]:
        """The keys whose base changed since the last call, posts known to be gone included."""
        dirty, self._dirty = self._dirty, set()
        return dirty

    def mark_dirty(self, keys: Iterable[EntityKey]) -> None:
        """What was taken as dirty could not be kept: it is dirty still."""
        self._dirty.update(keys)

    def trim(self, most: int) -> None:
        """Drop the posts used longest ago, and who wrote only these, until ``most`` are left.

        What waits for something stays: posts with pending wishes, those not on disk yet, and those within others.
        """
        if self._fetch is None:
            return
        for status_id in self._recency.longest_unused():
            if len(self._statuses.visible) <= most:
                break
            key: EntityKey = ("status", status_id)
            if key in self._dirty or self._statuses.is_patched(status_id) or self._references.of(key):
                self._recency.use(status_id)
            else:
                self._drop(status_id)

    def _drop(self, status_id: StatusId) -> None:
        status = self._statuses.visible[status_id]
        self._recency.forget(status_id)
        self._references.discard(status)
        self._statuses.forget(status_id)
        self._away.add(status_id)
        self.crowd.left_by_post(status.account.id)

    def _drop_person(self, account_id: AccountId) -> bool:
        """Drop somebody whom no post shows and who waits for nothing."""
        key: EntityKey = ("account", account_id)
        if key in self._dirty or self._accounts.is_patched(account_id) or self._references.of(key):
            return False
        self._accounts.forget(account_id)
        self._binding.renew_author(account_id)
        return True

    def _bring_back(self, status_id: StatusId, changed: set[EntityKey]) -> None:
        for status in self._fetch([status_id]) if self._fetch is not None else ():
            self._accept_status(status, changed, fresh=False)
        self._away.discard(status_id)
        if status_id not in self._deleted:
            changed.discard(("status", status_id))  # for all who look it was never away

    def _accept_status(self, status: Status, changed: set[EntityKey], *, fresh: bool) -> None:
        """Take one post and what it holds. ``fresh`` is the server's word, else it only fills what is unknown."""
        inner = status.reblog
        if inner is not None and inner.id == status.id:  # some servers give a boost the id of the post inside
            return self._accept_status(inner, changed, fresh=fresh)
        if status.id in self._deleted:
            return None
        if inner is not None:
            if inner.id in self._deleted:
                return self._bury(status.id, changed)
            self._accept_status(inner, changed, fresh=fresh)
            status = slim_boost(status, inner)
        quoted = status.quote.quoted_status if status.quote is not None else None
        if quoted is not None and quoted.id != status.id:
            self._accept_status(quoted, changed, fresh=fresh)
        self._accept_account(status.account, changed, fresh=fresh)
        if status.id in self._away:
            if fresh:
                self._bring_back(status.id, changed)
            self._away.discard(status.id)
        known = self._statuses.base(status.id)
        if known is not None and not fresh:
            return None
        self._recency.use(status.id)
        base = self._binding.bind(status)
        if known is None:
            self._references.add(base)
        else:
            base = merge_status(known, base)
            if base == known:
                return None
            if not same_references(known, base):
                self._references.discard(known)
                self._references.add(base)
        key: EntityKey = ("status", status.id)
        if fresh:
            self._dirty.add(key)
        return self._note(key, self._statuses.set_base(status.id, base), changed)

    def _accept_account(self, account: Account, changed: set[EntityKey], *, fresh: bool) -> None:
        self.crowd.call_back(account.id)
        known = self._accounts.base(account.id)
        if known is account or (known is not None and not fresh):
            return
        if known is not None:
            account = merge_account(known, account)
            if account == known:
                return
        key: EntityKey = ("account", account.id)
        if fresh:
            self._dirty.add(key)
        before = self._accounts.visible.get(account.id)
        is_changed = self._accounts.set_base(account.id, account)
        if is_changed and self._binding.keep_author(account.id, before):
            changed.add(key)
        else:
            self._note(key, is_changed, changed)

    def _accept_relationship(self, relationship: Relationship, changed: set[EntityKey]) -> None:
        known = self._relationships.base(relationship.id)
        if known is not None:
            relationship = merge_relationship(known, relationship)
            if relationship == known:
                return
        key: EntityKey = ("relationship", relationship.id)
        self._dirty.add(key)
        self._note(key, self._relationships.set_base(relationship.id, relationship), changed)

    def _bury(self, status_id: StatusId, changed: set[EntityKey]) -> None:
        if status_id in self._deleted:
            return
        key: EntityKey = ("status", status_id)
        base = self._statuses.base(status_id)
        self._deleted.add(status_id)
        self._dirty.add(key)
        if base is not None:
            self._references.discard(base)
        self._recency.forget(status_id)
        if self._statuses.forget(status_id) or status_id in self._away:
            self._away.discard(status_id)
            changed.add(key)
        for referrer_id in self._references.of(key):
            referrer = self._statuses.base(referrer_id)
            if referrer is not None and referrer.reblog is not None and referrer.reblog.id == status_id:
                self._bury(referrer_id, changed)
        self._refresh(key, changed)

    def _note(self, key: EntityKey, is_changed: bool, changed: set[EntityKey]) -> None:
        """Record a visible change and carry it on to the posts in which the entity shows."""
        if is_changed:
            changed.add(key)
            self._refresh(key, changed)

    def _refresh(self, key: EntityKey, changed: set[EntityKey]) -> None:
        if key[0] == "account":
            self._binding.renew_author(key[1])
        for referrer_id in self._references.of(key):
            referrer = self._statuses.base(referrer_id)
            if referrer is not None:
                is_changed = self._statuses.set_base(referrer_id, self._binding.bind(referrer))
                self._note(("status", referrer_id), is_changed, changed)

    def _table(self, key: EntityKey) -> Table[Status] | Table[Account] | Table[Relationship]:
        tables: dict[str, Table[Status] | Table[Account] | Table[Relationship]]
        tables = {"status": self._statuses, "account": self._accounts, "relationship": self._relationships}
        return tables[key[0]]
