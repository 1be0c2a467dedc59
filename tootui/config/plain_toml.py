"""TOML as it is mostly written, read without loading a parser: that costs more than a whole page of it."""

from __future__ import annotations


def loads(source: str) -> dict[str, object]:
    """Read TOML, whatever it holds.

    Raises:
        tomllib.TOMLDecodeError: this is not TOML.
    """
    tables = _read_plain(source)
    if tables is None:
        import tomllib

        return tomllib.loads(source)
    return tables


def _read_plain(source: str) -> dict[str, object] | None:
    """The tables of a text of plain names, texts, whole numbers, true and false; None where there is anything else."""
    tables: dict[str, object] = {}
    table = tables
    for whole_line in source.split("\n"):
        line = whole_line.strip(" ")
        if not line.isprintable():
            return None
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            name = line[1:-1]
            if line[-1] != "]" or not _is_bare(name) or name in tables:
                return None
            table = {}
            tables[name] = table
            continue
        key, _, value = line.partition("=")
        key, value = key.rstrip(" "), value.lstrip(" ")
        read = _read_value(value)
        if read is None or not _is_bare(key) or key in table:
            return None
        table[key] = read
    return tables


def _is_bare(name: str) -> bool:
    return name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()


def _read_value(text: str) -> str | int | bool | None:
    if text in ("true", "false"):
        return text == "true"
    if len(text) > 1 and text[0] == text[-1] == '"':
        inner = text[1:-1]
        return None if '"' in inner or "\\" in inner else inner
    if text.isascii() and text.isdigit() and (text[0] != "0" or text == "0"):
        return int(text)
    return None
