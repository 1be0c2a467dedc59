"""The command line: commands, options and their help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import tootui
from tootui.model.errors import UnknownPlace

if TYPE_CHECKING:
    from tootui.model.places import Place

_MOST_POSTS = 400


def parser() -> argparse.ArgumentParser:
    """Make the parser. What it gives has ``command`` (None: run the program) beside each command's options."""
    top = argparse.ArgumentParser(
        prog="tootui",
        description="A Mastodon client for the terminal. Without a command it opens where you left off.",
        epilog="`tootui COMMAND --help` says more about a command.",
    )
    top.add_argument("--version", action="version", version=f"tootui {tootui.__version__}")
    top.add_argument("--account", metavar="NAME", help="the account to use; by default the one used last")
    top.add_argument(
        "--server", metavar="HOST", dest="look_at", help="look at a server's public timelines, without an account"
    )
    top.add_argument("--theme", metavar="NAME", help="the theme to draw with")
    top.add_argument("--config", metavar="FILE", type=Path, help="another settings file than the usual one")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_signing_in(commands)
    _add_reading(commands)
    _add_looking_after(commands)
    return top


def _add_signing_in(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="try tootui with a small server on this machine; nothing leaves it")
    demo.add_argument("--theme", metavar="NAME", default=argparse.SUPPRESS, help="the theme to draw with")
    demo.add_argument("--serve", metavar="PORT", type=_port, help="run only the server, until ctrl+c")
    demo.add_argument("--state", metavar="FILE", type=Path, help="with --serve: keep the server's world in this file")

    login = commands.add_parser("login", help="sign in to a server")
    login.add_argument("server", metavar="SERVER", nargs="?", help="mastodon.example, a URL, or @you@mastodon.example")
    source = login.add_mutually_exclusive_group()
    source.add_argument("--token-stdin", action="store_true", help="read an access token from standard input")
    source.add_argument(
        "--token-command", metavar="COMMAND", help="a command that prints the token whenever it is needed"
    )
    place = login.add_mutually_exclusive_group()
    place.add_argument("--keyring", action="store_true", help="keep the token in the system's keyring")
    place.add_argument("--no-keyring", action="store_true", help="keep the token in a private file (the default)")

    logout = commands.add_parser("logout", help="sign out: revoke the token, forget the account")
    logout.add_argument("name", metavar="NAME", nargs="?", help="the account; may be left out when there is only one")
    words = logout.add_mutually_exclusive_group()
    words.add_argument("--keep", action="store_true", help="keep drafts and what waits to be sent, without asking")
    words.add_argument("--throw-away", action="store_true", help="throw them away, without asking")
    commands.add_parser("accounts", help="list the accounts that are signed in")


def _add_reading(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    timeline = commands.add_parser("timeline", help="print a timeline")
    timeline.add_argument(
        "place",
        metavar="PLACE",
        type=_place,
        help="home, notifications (also notifications:mentions, :quotes, :boosts, :favourites, :follows, :posts,"
        " :polls, :edits, :other), direct, local, federated, bookmarks, favourites, trending, trending:tags,"
        " trending:links, tag:NAME (also tag:NAME?any=A,B&all=C&none=D), list:ID, link:URL, thread:ID, boosted_by:ID,"
        " favourited_by:ID, quotes:ID, account:WHO (also account:WHO?replies, ?media, ?pinned, ?tag=NAME),"
        " followers:WHO, following:WHO, follow_requests, mutes, blocks, domain_blocks; WHO is an id or @name@server",
    )
    _add_printing(timeline)

    search = commands.add_parser(
        "search", help="print what has these words, from the server and from what was seen; or what is at an address"
    )
    search.add_argument(
        "words",
        metavar="WORDS",
        nargs="+",
        help='words, "words side by side", operators of the server such as from:@ada; a URL or @user@server',
    )
    kind = search.add_mutually_exclusive_group()
    kind.add_argument(
        "--people", dest="kind", action="store_const", const="accounts", default="statuses", help="people, not posts"
    )
    kind.add_argument("--tags", dest="kind", action="store_const", const="hashtags", help="tags, not posts")
    search.add_argument("--cached", action="store_true", help="only among what was seen before; needs no network")
    search.add_argument("--best", action="store_true", help="of the posts seen before the best first, not the newest")
    _add_printing(search)


def _add_printing(command: argparse.ArgumentParser) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="as a JSON list")
    form.add_argument("--markdown", dest="form", action="store_const", const="markdown", help="as Markdown")
    command.add_argument("-n", dest="count", metavar="N", type=_count, default=20, help="how many posts (20)")


def _add_looking_after(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    config = commands.add_parser("config", help="look at the settings")
    config.add_argument(
        "action",
        choices=("check", "show", "path"),
        help="check: say what is wrong in the file; show: all settings as they are in force; path: where the file is",
    )
    cache = commands.add_parser("cache", help="look after what is kept of what was read; drafts are never touched")
    cache.add_argument(
        "action",
        choices=("stats", "clear", "vacuum"),
        help="stats: how much there is; clear: forget it all; vacuum: give free room back to the disk."
        " For all accounts, or the one of --account",
    )
    commands.add_parser("keys", help="list the keys and what they do")
    commands.add_parser("themes", help="list the themes")
    doctor = commands.add_parser("doctor", help="say what tootui finds: versions, terminal, places, server")
    doctor.add_argument("server", metavar="SERVER", nargs="?", help="a server to ask; by default that of the account")


def _place(text: str) -> Place:
    from tootui.model.places import UNSENT, Place

    try:
        place = Place.parse(text)
    except UnknownPlace as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if place in UNSENT:
        raise argparse.ArgumentTypeError(f"{place} is shown on tootui's own screen alone")
    return place


def _port(text: str) -> int:
    return _whole(text, 0, 65_535)


def _count(text: str) -> int:
    return _whole(text, 1, _MOST_POSTS)


def _whole(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
    return number
