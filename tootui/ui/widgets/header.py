"""The first row: where one is, what is new, how the connection stands, who reads."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from tootui.ui.widgets.bar import Bar, Part, name_part

DEMO_WORDS = ("demo: nothing leaves this machine", "demo, all on this machine", "demo")
_STATE_STYLES = {
    "live": "$success",
    "polling": "$success",
    "starting": "$muted",
    "offline": "$warning",
    "busy": "$warning",
    "signed_out": "$error",
}


class HeaderState(Struct, frozen=True, kw_only=True):
    """Everything the header says."""

    place: str
    position: str = ""
    new_count: int = 0
    unread: str = ""
    """What came to the reader in person and is unread, in a few words; empty where that is shown elsewhere."""
    connection: str = "starting"
    again_at: datetime | None = None
    sign_in_key: str = ""
    """What leads back to an account whose sign-in was lost, wherever one is."""
    acct: str = ""
    guest_of: str = ""
    """The server that is looked at without an account, empty for those who have one."""
    is_demo: bool = False
    clock: bool = True


def connection_words(state: str, again_at: datetime | None, now: datetime, sign_in_key: str = "") -> tuple[str, ...]:
    """Say how the connection stands, longer and shorter."""
    if state == "busy" and again_at is not None:
        seconds = max(0, round((again_at - now).total_seconds()))
        return (f"busy, again in {seconds // 60}:{seconds % 60:02}", "busy")
    if state == "signed_out":
        return (*([f"signed out: {sign_in_key} signs in again"] if sign_in_key else []), "signed out")
    return ("connecting" if state == "starting" else state,)


class Header(Bar):
    """The first row."""

    def tell(self, state: HeaderState, now: datetime, *, new_mark: str, ellipsis: str) -> None:
        """Show how things stand.

        Args:
            state: what to say.
            now: the present moment, for the clock and for when a busy server is asked again.
            new_mark: the glyph before the number of new posts.
            ellipsis: the glyph where a long name is cut off.
        """
        left = [name_part(state.place, "bold", ellipsis, 6, around=" ")]
        if state.position:
            left.append(Part((f" {state.position} ",), "$muted"))
        if state.new_count:
            left.append(
                Part((f" {new_mark} {state.new_count} new", f" {new_mark} {state.new_count}", ""), "$accent", 2)
            )
        if state.unread:
            left.append(Part((f"  {state.unread} ", f"  {state.unread} ", ""), "bold $accent", 2))
        right: list[Part] = []
        if state.is_demo:
            right.append(Part((*(f"{words}  " for words in DEMO_WORDS), ""), "italic $muted", 4))
        words = connection_words(state.connection, state.again_at, now, state.sign_in_key)
        right.append(Part(tuple(f"{word}  " for word in words), _STATE_STYLES.get(state.connection, ""), 1))
        user, _, domain = state.acct.removeprefix("@").partition("@")
        if user:
            right.append(Part((f"@{user}@{domain} " if domain else f"@{user} ", f"@{user} ", ""), "$muted", 3))
        elif state.guest_of:
            host = state.guest_of
            right.append(Part((f"{host}, without an account ", f"guest of {host} ", "guest ", ""), "$muted", 3))
        if state.clock:
            right.append(Part((f" {now.astimezone():%H:%M} ", ""), "$muted", 5))
        self.show(left, right)
