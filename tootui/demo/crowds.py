"""Great numbers of followers, made only when somebody looks at them."""

from collections.abc import Sequence

from tootui.demo.entities import Account
from tootui.demo.state import State

_FIRST = 1_500_000_000_000 << 16
_JOINED = "2017-07-14T00:00:00.000Z"
_GIVEN = ("Bo", "Ces", "Dov", "Eli", "Fay", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Max", "Ned", "Oda", "Pip", "Roz")
_FAMILY = ("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Linden", "Maple", "Oak", "Poplar", "Rowan", "Willow")


class Followers(Sequence[tuple[int, Account | int]]):
    """Those who follow somebody, oldest first: a crowd of numbered strangers, then the people of the world."""

    def __init__(self, state: State, account_id: str) -> None:
        self._size = state.crowds.get(account_id, 0)
        self._people = state.followers(account_id)

    def __len__(self) -> int:
        return self._size + len(self._people)

    def __getitem__(self, index: int) -> tuple[int, Account | int]:  # type: ignore[override]  # nobody slices it
        return (index + 1, index) if index < self._size else self._people[index - self._size]


def member(state: State, index: int) -> Account:
    """The stranger with this number, who exists from now on."""
    number = _FIRST + index
    identifier = state.ids.style.spell(number)
    known = state.accounts.get(identifier)
    if known is None:
        given, family = _GIVEN[index % len(_GIVEN)], _FAMILY[index // len(_GIVEN) % len(_FAMILY)]
        name = f"{given.lower()}{index}"
        known = Account(number, identifier, name, "crowd.example", f"{given} {family}", "<p>One of many.</p>", _JOINED)
        state.add_account(known)
    return known
