"""The settings in words: for messages and for the documentation."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

from tootui.config.settings import Settings

_TYPE_WORDS: dict[object, str] = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
}


class SettingDescription(NamedTuple):
    """A setting as the documentation shows it: full name, type in words, default as TOML, what it is for."""

    key: str
    type: str
    default: str
    doc: str


def describe() -> list[SettingDescription]:
    """All settings in the order of their declaration, without the table of keys."""
    settings = Settings()
    described: list[SettingDescription] = []
    for section in hints_of(Settings):
        values = getattr(settings, section)
        if not isinstance(values, Struct):
            continue
        for name, hint in hints_of(type(values)).items():
            doc = _meta(hint).description or ""
            described.append(
                SettingDescription(f"{section}.{name}", words_for(hint), _as_toml(getattr(values, name)), doc)
            )
    return described


@cache
def hints_of(section: type[Struct]) -> dict[str, Any]:
    """The annotations of a section's settings, by name."""
    return get_type_hints(section, include_extras=True)


def words_for(hint: object) -> str:
    """What values an annotation allows: ``a whole number from 40 to 400``, ``"auto", "unicode" or "ascii"``."""
    kind, meta = get_args(hint)[0], _meta(hint)
    if get_origin(kind) is Literal:
        *others, last = (f'"{value}"' for value in get_args(kind))
        return f"{', '.join(others)} or {last}"
    limits = f" from {meta.ge} to {meta.le}" if meta.ge is not None else ""
    return _TYPE_WORDS[kind] + limits


def _meta(hint: object) -> Meta:
    return next(part for part in get_args(hint) if isinstance(part, Meta))


def _as_toml(value: object) -> str:
    """Texts, numbers and truth values look the same in TOML and JSON."""
    return json.dumps(value, ensure_ascii=False)
