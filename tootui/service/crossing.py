"""What one account sees, found as another: on its server, by its own token, through the public address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.errors import Missing, NotThere
from tootui.text.addresses import full_name
from tootui.text.clean import is_openable

if TYPE_CHECKING:
    from tootui.model.account import Account
    from tootui.model.base import AccountId
    from tootui.model.places import Place
    from tootui.model.status import Status
    from tootui.service.session import Session

_CROSSES = ("public", "unlisted")


def why_not_cross(status: Status, here: Session, server: str) -> str | None:
    """Why a post cannot be had on another server; None where it can be tried.

    Args:
        status: as ``here`` sees it.
        server: the address of the other one; on the reader's own nothing has to cross.
    """
    post = status.inner
    if server == here.account.server:
        return None
    if post.visibility == "direct":
        return "A direct post stays with those it names: it cannot cross to another server."
    if post.visibility not in _CROSSES:
        return "Only some may see this post: it cannot cross to another server."
    return None if _addresses(post) else "This post has no address by which another server could find it."


async def post_elsewhere(status: Status, here: Session, there: Session) -> Status:
    """The same post as another account sees it.

    Raises:
        NotThere: it cannot be had there, or may not cross.
        TootuiError: its server could not be asked.
    """
    post = status.inner
    reason = why_not_cross(post, here, there.account.server)
    if reason is not None:
        raise NotThere(reason)
    if there.account.server == here.account.server:
        return await _post_at_same_server(post, there)
    for address in _addresses(post):
        place = await _found(address, there)
        found = there.store.status(place.argument) if place is not None and place.kind == "thread" else None
        # A server that does not look addresses up may take one for words, and find what mentions it.
        if found is not None and _is_same(found.inner, post):
            return found.inner
    raise NotThere(f"{there.host} cannot find this post: it may not have let it in, or be cut off from its server.")


async def person_elsewhere(account: Account, here: Session, there: Session) -> Account:
    """The same person as another account sees them, with how the two relate.

    Raises:
        NotThere: they cannot be had there, or are the other account itself.
        TootuiError: its server could not be asked.
    """
    account_id = await _id_elsewhere(account, here, there)
    if there.account.account_id == account_id or (there.me is not None and there.me.id == account_id):
        raise NotThere(f"That is {there.acct} itself.")
    relationships = await there.standby.ask(lambda client: client.accounts.relationships(id=[account_id]))
    there.store.put_relationships(relationships)
    found = there.store.account(account_id)
    if found is None or there.store.relationship(account_id) is None:
        raise NotThere(f"{there.host} does not say how {there.acct} and @{account.acct} relate.")
    return found


async def _id_elsewhere(account: Account, here: Session, there: Session) -> AccountId:
    if there.account.server == here.account.server:
        found = await there.standby.ask(lambda client: client.accounts.get(account.id))
        there.store.put_accounts([found])
        return found.id
    name = name_of(account, here)
    for address in (account.url, name):
        if not address or not (address == name or is_openable(address)):
            continue
        place = await _found(address, there)
        if place is not None and place.kind == "account":
            person = there.store.account(place.argument)
            if person is not None and _is_same_person(person, account, name, there):
                return person.id
    raise NotThere(f"{there.host} cannot find {name}.")


async def _found(address: str, there: Session) -> Place | None:
    try:
        return await there.standby.through(there.enquiries.resolving.find(address))
    except Missing as missing:
        raise NotThere(f"{there.host} does not look up what is on other servers.") from missing


async def _post_at_same_server(post: Status, there: Session) -> Status:
    try:
        found = await there.standby.ask(lambda client: client.statuses.get(post.id))
    except Missing as missing:
        raise NotThere(f"{there.acct} may not see this post.") from missing
    there.store.put_statuses([found])
    return found.inner


def name_of(account: Account, here: Session) -> str:
    """Somebody's full name, as an account sees them."""
    return full_name(account.acct, here.acct.rpartition("@")[2] or here.host)


def _addresses(post: Status) -> list[str]:
    """Where the post can be found from anywhere, the page for people first."""
    return [address for address in dict.fromkeys((post.url, post.uri)) if address and is_openable(address)]


def _is_same(one: Status, other: Status) -> bool:
    return bool(set(_addresses(one)) & set(_addresses(other)))


def _is_same_person(person: Account, account: Account, name: str, there: Session) -> bool:
    has_same_page = bool(account.url) and person.url == account.url
    return has_same_page or name_of(person, there).casefold() == name.casefold()
