"""Words, names and numbers that must be found nowhere, in the many ways in which they could be written."""

import base64
import contextlib
import json
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

PHRASE = "zebrafinch drinks at the quay"
SPANISH = "el colibrí Ñandú no duerme"
ALIAS = "Quetzalino Brightwater"
NUMBER = "+1 312 555 0187"
CHATS = ("7719003341", "7719003342")
CANARIES = (PHRASE, SPANISH, ALIAS, NUMBER, NUMBER.replace(" ", ""), "3125550187", *CHATS)


def written(canary: str) -> set[bytes]:
    """Return the ways in which a canary could stand in a file, a log or an environment."""
    plain = canary.encode()
    ways = {plain, plain.hex().encode(), plain.hex().upper().encode(), plain[::-1]}
    ways |= {canary.encode("utf-16-le"), canary.encode("utf-16-be"), canary.encode("utf-32-le")}
    ways |= {canary.lower().encode(), canary.upper().encode(), canary.title().encode()}
    ways |= {json.dumps(canary)[1:-1].encode(), repr(canary)[1:-1].encode(), repr(plain)[2:-1].encode()}
    ways |= {urllib.parse.quote(canary).encode(), urllib.parse.quote_plus(canary).encode()}
    ways |= {_inner_base64(plain, shift) for shift in range(3)}
    return {way for way in ways if len(way) >= 8}


def _inner_base64(plain: bytes, shift: int) -> bytes:
    """Return what base64 makes of a text at one of three offsets, without the letters that others share."""
    encoded = base64.b64encode(b"\0" * shift + plain)
    return encoded[4 if shift else 0 : -4]


def found_in(content: bytes, canaries: Iterable[str] = CANARIES) -> list[str]:
    """Return the canaries in some bytes, also where a piece of them is a zlib stream."""
    texts = [content, *_inflated(content)]
    return [canary for canary in canaries if any(way in text for text in texts for way in written(canary))]


def found_under(folder: Path, canaries: Iterable[str] = CANARIES) -> dict[str, list[str]]:
    """Return the canaries in files, their names and the names of folders, by path."""
    found = {}
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if hits := found_in(path.name.encode() + b"\n" + content, canaries):
            found[str(path)] = hits
    return found


def _inflated(content: bytes) -> Iterator[bytes]:
    for magic in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        at = content.find(magic)
        while at >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[at : at + 1_000_000])
            at = content.find(magic, at + 1)
