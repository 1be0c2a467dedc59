"""PNG pictures drawn from a name: small landscapes and avatars in coarse pixels, the same each time."""

import colorsys
import math
import random
import struct
import zlib
from functools import lru_cache

_BLOCK = 5
"""Real pixels per drawn one."""

Color = tuple[int, int, int]


def _hsv(hue: float, saturation: float, value: float) -> Color:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return int(red * 255), int(green * 255), int(blue * 255)


def _png(rows: list[list[Color]], block: int) -> bytes:
    """A true-colour PNG of rows of pixels, each drawn `block` times as large."""
    lines = b"".join((b"\0" + b"".join(bytes(color) * block for color in row)) * block for row in rows)
    width, height = len(rows[0]) * block, len(rows) * block

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b"")


@lru_cache(maxsize=128)
def landscape(name: str, width: int, height: int) -> bytes:
    """Hills below a sky with a sun or moon; sizes in pixels, rounded down to whole blocks."""
    rng = random.Random(name)
    across, down = max(2, width // _BLOCK), max(2, height // _BLOCK)
    hue = rng.random()
    sun_x, sun_y, sun_r = rng.uniform(0.2, 0.8) * across, rng.uniform(0.15, 0.4) * down, rng.uniform(0.06, 0.14) * down
    hills = [
        (
            rng.uniform(0.45, 0.6) + 0.13 * layer,
            rng.uniform(0.03, 0.09),
            rng.uniform(0.5, 2.5),
            rng.uniform(0, math.tau),
        )
        for layer in range(3)
    ]
    edges = [
        [
            down
            * (level + swing * math.sin(x / across * math.tau * waves + phase) + swing / 3 * math.sin(x / 3 + phase))
            for x in range(across)
        ]
        for level, swing, waves, phase in hills
    ]
    grounds = [_hsv(hue + 0.45 + 0.04 * layer, 0.45, 0.55 - 0.15 * layer) for layer in range(3)]
    rows = []
    for y in range(down):
        sky, sun = _hsv(hue + 0.1 * y / down, 0.55 - 0.4 * y / down, 0.55 + 0.4 * y / down), _hsv(hue + 0.5, 0.15, 1)
        row = []
        for x in range(across):
            color = sun if math.hypot(x - sun_x, y - sun_y) < sun_r else sky
            for edge, ground in zip(edges, grounds, strict=True):
                if y >= edge[x]:
                    color = ground
            row.append(color)
        rows.append(row)
    return _png(rows, _BLOCK)


@lru_cache(maxsize=128)
def avatar(name: str, size: int = 120) -> bytes:
    """A symmetrical pattern on a plain ground."""
    rng = random.Random(name)
    hue = rng.random()
    ground, figure = _hsv(hue, 0.25, 0.25), _hsv(hue + rng.uniform(0.3, 0.7), 0.5, 0.95)
    rows = []
    for _ in range(8):
        half = [figure if rng.random() < 0.5 else ground for _ in range(4)]
        rows.append(half + half[::-1])
    return _png(rows, max(1, size // 8))
