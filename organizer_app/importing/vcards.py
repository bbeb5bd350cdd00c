"""vCard 2.1, 3.0 and 4.0: contacts saved from a telephone, one card a row."""

import base64
import codecs
import quopri
import re
from collections.abc import Iterator
from pathlib import Path

from organizer_app.domain.imports import Row
from organizer_app.importing.text_files import open_text

HEADER = (
    "Name",
    "Mobile",
    "Address",
    "Village",
    "PIN",
    "Date of birth",
    "Gender",
    "Designation",
    "Organisation",
    "Note",
    "Language",
)
_KINDS = {
    "TEL": "Mobile",
    "BDAY": "Date of birth",
    "GENDER": "Gender",
    "TITLE": "Designation",
    "ORG": "Organisation",
    "NOTE": "Note",
    "LANG": "Language",
}
_STARTS = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_ENDS = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_LONGEST = 100_000  # signs of one property; longer ones are pictures
_LONGEST_LINE = 1 << 20


def looks_like_vcard(start: str) -> bool:
    """Whether text begins as a card does."""
    return _STARTS.match(start.lstrip("\ufeff")) is not None


def records(path: Path, encoding: str) -> Iterator[Row]:
    """One row a card, numbered from 1, in the order of HEADER; a card without its end is marked broken."""
    number = 0
    card: dict[str, list[str]] | None = None
    for line in _unfolded(path, encoding):
        if _STARTS.fullmatch(line):
            if card is not None:
                yield Row(number, _cells(card), broken=True)
            number, card = number + 1, {}
        elif _ENDS.fullmatch(line):
            if card is not None:
                yield Row(number, _cells(card))
            card = None
        elif card is not None:
            _take(line, card)
    if card is not None:
        yield Row(number, _cells(card), broken=True)


def _unfolded(path: Path, encoding: str) -> Iterator[str]:
    """Logical lines: a space begins a continuation; in quoted-printable a "=" at the end asks for one."""
    held: str | None = None
    with open_text(path, encoding) as file:
        for raw in iter(lambda: file.readline(_LONGEST_LINE), ""):
            line = raw.rstrip("\n")
            if held is not None and _wants_more(held):
                held = held[:-1] + line
            elif held is not None and line[:1] in (" ", "\t") and line.strip():
                held = held + line[1:] if len(held) < _LONGEST else held
            else:
                if held is not None:
                    yield held
                held = line
    if held is not None:
        yield held


def _wants_more(line: str) -> bool:
    return line.endswith("=") and len(line) < _LONGEST and "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _take(line: str, card: dict[str, list[str]]) -> None:
    head, colon, value = line.partition(":")
    if not colon or len(line) >= _LONGEST:
        return
    name, *parameters = head.split(";")
    name = name.rpartition(".")[2].strip().upper()
    options = [p.strip().upper() for p in parameters]
    value = _decoded(value, options)
    if name == "FN":
        card["FN"] = [_plain(value)]
    elif name == "N":
        family, given, middle = ([_plain(part) for part in _parts(value)] + [""] * 3)[:3]
        card["N"] = [" ".join(part for part in (given, middle, family) if part)]
    elif name == "ADR":
        parts = ([_plain(part) for part in _parts(value)] + [""] * 7)[:7]
        card.setdefault("Address", [", ".join(part for part in parts[:3] if part)])
        card.setdefault("Village", [parts[3]])
        card.setdefault("PIN", [parts[5]])
    elif name in _KINDS:
        text = ", ".join(filter(None, map(_plain, _parts(value)))) if name == "ORG" else _plain(value)
        text = text.removeprefix("tel:") if name == "TEL" else text
        card.setdefault(_KINDS[name], []).append(text)


def _decoded(value: str, options: list[str]) -> str:
    said = next((o.partition("=")[2].strip('"') for o in options if o.startswith("CHARSET=")), "utf-8")
    try:
        charset = codecs.lookup(said).name
        if {"ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE"} & set(options):
            return quopri.decodestring(value.encode("utf-8", "replace")).decode(charset, "replace")
        if {"ENCODING=B", "ENCODING=BASE64", "BASE64"} & set(options):
            return base64.b64decode(value.encode("ascii", "ignore")).decode(charset, "replace")
    except (LookupError, ValueError):
        return ""
    return value


def _parts(value: str) -> list[str]:
    return re.split(r"(?<!\\);", value)


def _plain(value: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda m: " " if m[1] in "nN" else m[1], value).strip()


def _cells(card: dict[str, list[str]]) -> tuple[str, ...]:
    found = card | {"Name": card.get("FN", [""]) if any(card.get("FN", [])) else card.get("N", [""])}
    return tuple(", ".join(filter(None, found.get(heading, []))) for heading in HEADER)
