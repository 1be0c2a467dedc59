"""The settings: typed, each with its default and what it is for beside it.

The file is ``config.toml`` in the configuration directory. Reading it is strict and forgiving: everything unknown or
unfit is reported at once, with its line and the nearest valid name, and the default stands in its place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from tootui import paths
from tootui.config.problems import ConfigProblem

__all__ = [
    "Alerts",
    "Appearance",
    "Cache",
    "Compose",
    "ConfigProblem",
    "Demo",
    "General",
    "Media",
    "Network",
    "Search",
    "Settings",
    "Timeline",
    "load_settings",
    "settings_path",
]


class General(Struct, frozen=True, kw_only=True):
    """The program and its neighbours."""

    browser: Annotated[str, Meta(description="Command that opens addresses; empty: the system's own browser.")] = ""
    copy_command: Annotated[
        str, Meta(description="Command that takes copied text on standard input, besides the terminal's own clipboard.")
    ] = ""
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Meta(description="How much is written to the log file.")
    ] = "INFO"


class Appearance(Struct, frozen=True, kw_only=True):
    """What it looks like."""

    theme: Annotated[
        str, Meta(description="Name of a theme: dark, light, contrast, ansi, or a file in the themes folder.")
    ] = "dark"
    glyphs: Annotated[
        Literal["auto", "unicode", "ascii"],
        Meta(description="Signs to draw with; auto takes ascii where the terminal's encoding leaves nothing else."),
    ] = "auto"
    emoji: Annotated[
        Literal["auto", "full", "plain"],
        Meta(
            description="How emoji are drawn; plain leaves out skin tones, joined parts and what makes signs coloured,"
            " and writes flags as letters: some terminals draw these at other widths. auto takes plain within tmux and"
            " screen."
        ),
    ] = "auto"
    clock: Annotated[bool, Meta(description="Show the time of day in the header.")] = True
    text_width: Annotated[
        int, Meta(description="Columns after which a post's text wraps at the most.", ge=40, le=400)
    ] = 88
    absolute_times: Annotated[bool, Meta(description="Show dates and times instead of how long ago.")] = False


class Timeline(Struct, frozen=True, kw_only=True):
    """Reading."""

    poll_seconds: Annotated[
        int, Meta(description="Seconds between two looks for newer posts in what is open.", ge=60, le=86_400)
    ] = 60
    flow_in: Annotated[
        bool, Meta(description="Let new posts come in at the top while you are there; else they wait above.")
    ] = True
    thread_order: Annotated[
        Literal["tree", "time"],
        Meta(description="How replies stand in a thread you have not chosen otherwise for: as a tree, or by time."),
    ] = "tree"
    page_size: Annotated[int, Meta(description="Posts asked for at a time.", ge=10, le=40)] = 40
    confirm_boost: Annotated[bool, Meta(description="Ask before boosting.")] = False


class Media(Struct, frozen=True, kw_only=True):
    """Programs that show what hangs on posts. They get the address behind `--`, or where the command says `{}`."""

    image: Annotated[str, Meta(description="Command that shows a picture; empty: the system's own way.")] = ""
    video: Annotated[str, Meta(description="Command that plays a film; empty: the system's own way.")] = ""
    audio: Annotated[str, Meta(description="Command that plays a sound; empty: the system's own way.")] = ""


class Compose(Struct, frozen=True, kw_only=True):
    """Writing."""

    visibility: Annotated[
        Literal["", "public", "unlisted", "private", "direct"],
        Meta(description="Who sees a new post; private is followers. Empty: as you set it on the server."),
    ] = ""
    language: Annotated[
        str, Meta(description="Code of the language you write in, such as en. Empty: as you set it on the server.")
    ] = ""
    quotes: Annotated[
        Literal["", "public", "followers", "nobody"],
        Meta(description="Who may quote a new post. Empty: as you set it on the server."),
    ] = ""
    ask_descriptions: Annotated[
        bool, Meta(description="Ask once before a post is sent whose pictures, films or sounds have no description.")
    ] = True
    confirm_widening: Annotated[
        bool, Meta(description="Ask before a reply is sent to more people than the post it answers.")
    ] = True
    hold: Annotated[
        int, Meta(description="Seconds a post is held before it is sent, in which that can be undone.", ge=0, le=30)
    ] = 0


class Alerts(Struct, frozen=True, kw_only=True):
    """Being called when somebody writes to you. A message never holds words of a post that is not public."""

    mentions: Annotated[
        Literal["off", "bell", "message", "both"],
        Meta(
            description="When you are mentioned: the terminal's bell, a message on the desktop, both, or nothing."
            " Within tmux the bell rings with each message, and the message comes only with `allow-passthrough on`."
        ),
    ] = "off"
    direct: Annotated[Literal["off", "bell", "message", "both"], Meta(description="The same for direct posts.")] = "off"
    protocol: Annotated[
        Literal["auto", "osc9", "osc777"],
        Meta(
            description="How the terminal is asked for a message; auto takes what it is known to understand, and the"
            " bell where nothing is known."
        ),
    ] = "auto"
    while_focused: Annotated[
        bool,
        Meta(
            description="Call also while the terminal has the focus or, where it does not tell, a key was pressed in"
            " the last minute."
        ),
    ] = False


class Cache(Struct, frozen=True, kw_only=True):
    """What is kept on disk of what was read."""

    size_mb: Annotated[
        int,
        Meta(description="Megabytes per account; beyond them posts seen longest ago are let go.", ge=10, le=100_000),
    ] = 500


class Search(Struct, frozen=True, kw_only=True):
    """Looking for people, tags and posts."""

    recent: Annotated[int, Meta(description="Searches that are remembered; 0 keeps none.", ge=0, le=500)] = 20


class Network(Struct, frozen=True, kw_only=True):
    """Talking to servers."""

    timeout_seconds: Annotated[
        float, Meta(description="Seconds to wait for an answer; posting waits for at least 60.", ge=1, le=600)
    ] = 20.0


class Demo(Struct, frozen=True, kw_only=True):
    """The demo's own pace."""

    poll_seconds: Annotated[
        int, Meta(description="As timeline.poll_seconds, for the server on this machine.", ge=1, le=86_400)
    ] = 10


class Settings(Struct, frozen=True, kw_only=True):
    """All settings, one attribute per table of the file; ``keys`` maps command ids to the keys that run them."""

    general: General = field(default_factory=General)
    appearance: Appearance = field(default_factory=Appearance)
    timeline: Timeline = field(default_factory=Timeline)
    media: Media = field(default_factory=Media)
    compose: Compose = field(default_factory=Compose)
    alerts: Alerts = field(default_factory=Alerts)
    cache: Cache = field(default_factory=Cache)
    search: Search = field(default_factory=Search)
    network: Network = field(default_factory=Network)
    demo: Demo = field(default_factory=Demo)
    keys: dict[str, tuple[str, ...]] = {}


def settings_path() -> Path:
    """The settings file, whether it exists or not."""
    return paths.config_dir() / "config.toml"


def load_settings(path: Path | None = None) -> tuple[Settings, list[ConfigProblem]]:
    """Read the settings file; without one everything has its default.

    Returns:
        The settings, and everything that is wrong in the file: what does not fit has its default, the rest holds.
    """
    path = path or settings_path()
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return Settings(), [ConfigProblem(path, "", 0, f"The settings cannot be read: {error.strerror}.")]
    except UnicodeDecodeError:
        return Settings(), [ConfigProblem(path, "", 0, "The settings cannot be read: the file is not UTF-8 text.")]
    # What reads and judges a file is of no use to those who have none.
    from tootui.config.reading import read_settings

    return read_settings(source, path)
