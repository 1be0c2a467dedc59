"""Pages of ordered lists and their Link header.

Every page is newest first. `max_id` is older than, `since_id` newer than but from the newest end, `min_id` the page
right after.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from tootui.demo.ids import IdStyle, SnowflakeStyle

Item = TypeVar("Item")


@dataclass(frozen=True)
class Window:
    """What part of a list a request asks for, as numbers of its items."""

    limit: int
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None


def read_window(request: Request, style: IdStyle, *, default: int, most: int) -> Window:
    """The window named by the query; a limit too large is clipped, an unreadable id is ignored."""
    query = request.query_params

    def number(name: str) -> int | None:
        text = query.get(name)
        return style.read(text) if text else None

    asked = query.get("limit", "")
    limit = int(asked) if asked.isascii() and asked.isdigit() else default
    return Window(max(1, min(limit, most)), number("max_id"), number("since_id"), number("min_id"))


def row_page(
    request: Request, rows: Sequence[tuple[int, Item]], *, default: int, most: int, newer: str = "min_id"
) -> tuple[list[Item], dict[str, str]]:
    """A page of a list that is ordered by rows of its own, newest first, with its Link header."""
    window = read_window(request, SnowflakeStyle(), default=default, most=most)
    page = page_of(rows, window, lambda pair: pair[0])
    return [item for _, item in page], link_header(request, [str(row) for row, _ in page], window.limit, newer=newer)


def offset_page(
    request: Request, items: Sequence[Item], *, default: int, most: int
) -> tuple[list[Item], dict[str, str]]:
    """A page of a list that is paged by how much of it was seen."""
    window = read_window(request, SnowflakeStyle(), default=default, most=most)
    asked = request.query_params.get("offset", "")
    offset = int(asked) if asked.isascii() and asked.isdigit() else 0
    page = list(items[offset : offset + window.limit])
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
    base = str(request.url.replace(query=""))

    def link(start: int, rel: str) -> str:
        return f'<{base}?{urlencode([*kept, ("offset", str(start))])}>; rel="{rel}"'

    links = [link(offset + window.limit, "next")] if len(page) >= window.limit else []
    links += [link(max(0, offset - window.limit), "prev")] if offset else []
    return page, {"Link": ", ".join(links)} if links else {}


def page_of(
    items: Sequence[Item],
    window: Window,
    number: Callable[[Item], int],
    keep: Callable[[Item], bool] = lambda _: True,
) -> list[Item]:
    """One page, newest first, of items that stand oldest first."""
    end = len(items) if window.max_id is None else bisect_left(items, window.max_id, key=number)
    floor = window.min_id if window.min_id is not None else window.since_id
    start = 0 if floor is None else bisect_right(items, floor, key=number)
    if window.min_id is not None:
        upward = (items[index] for index in range(start, end))
        return list(islice(filter(keep, upward), window.limit))[::-1]
    downward = (items[index] for index in range(end - 1, start - 1, -1))
    return list(islice(filter(keep, downward), window.limit))


def link_header(request: Request, ids: Sequence[str], limit: int, *, newer: str = "min_id") -> dict[str, str]:
    """`next` unless the page was short, `prev` unless it was empty; all other parameters are kept."""
    if not ids:
        return {}
    kept = [pair for pair in request.query_params.multi_items() if pair[0] not in ("max_id", "since_id", "min_id")]
    base = str(request.url.replace(query=""))

    def link(parameter: str, identifier: str, rel: str) -> str:
        return f'<{base}?{urlencode([*kept, (parameter, identifier)])}>; rel="{rel}"'

    links = [link("max_id", ids[-1], "next")] if len(ids) >= limit else []
    return {"Link": ", ".join([*links, link(newer, ids[0], "prev")])}
