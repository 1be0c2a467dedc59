"""Parameters of a request, the same whether they came in the query, as a form or as JSON."""

import json
import re
from collections import defaultdict
from urllib.parse import parse_qsl

from starlette.requests import Request

from tootui.demo.errors import ApiError

_TRUE = {"1", "t", "true", "on", "yes"}


class Params:
    """Parameters by name without the `[]` of arrays; nested JSON becomes `outer[inner]`, as a form spells it."""

    def __init__(self) -> None:
        self._pairs: list[tuple[str, str]] = []
        self._values: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, value: object) -> None:
        if isinstance(value, dict):
            for inner, item in value.items():
                self.add(f"{name}[{inner}]", item)
        elif isinstance(value, list):
            self._values[name.removesuffix("[]")] += []  # an empty one is named, too
            for item in value:
                self.add(name, item)
        elif value is not None:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            self._values[name.removesuffix("[]")].append(written)
            self._pairs.append((name, written))

    def text(self, name: str, default: str = "") -> str:
        values = self._values.get(name)
        return values[-1] if values else default

    def optional(self, name: str) -> str | None:
        """The value, or None where it is missing or empty."""
        return self.text(name) or None

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in _TRUE

    def number(self, name: str, default: int) -> int:
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() else default

    def objects(self, name: str) -> list[dict[str, str]]:
        """An array of objects: as Rails reads a form, a new one begins when a field comes again."""
        found: list[dict[str, str]] = []
        pattern = re.compile(re.escape(name) + r"(?:\[\d*\])?\[(\w+)\]")
        for key, value in self._pairs:
            if matched := pattern.fullmatch(key):
                if not found or matched[1] in found[-1]:
                    found.append({})
                found[-1][matched[1]] = value
        return found

    def names(self) -> list[str]:
        return list(self._values)


async def read_params(request: Request) -> Params:
    """Query and body together.

    Raises:
        ApiError: 400 for a body that is not the JSON it claims to be.
    """
    params = Params()
    for name, value in request.query_params.multi_items():
        params.add(name, value)
    body = await request.body()
    if not body:
        return params
    if "json" in request.headers.get("content-type", ""):
        try:
            fields = json.loads(body)
        except ValueError as error:
            raise ApiError(400, "Error parsing JSON") from error
        if not isinstance(fields, dict):
            raise ApiError(400, "Error parsing JSON")
    else:
        fields = {}
        for name, value in parse_qsl(body.decode(errors="replace"), keep_blank_values=True):
            params.add(name, value)
    for name, value in fields.items():
        params.add(name, value)
    return params
