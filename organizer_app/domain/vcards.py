"""One contact as a vCard, 3.0 (RFC 2426: what telephones take) or 4.0 (RFC 6350), escaped and folded."""

import re
from dataclasses import dataclass

VERSIONS = ("3.0", "4.0")
LONGEST = 75  # octets of a line without its end; what is longer goes on after a space
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = re.compile(r"\r\n|[\r\n\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Contact:
    """What goes on a card; what is empty is left out. `phones` are E.164 numbers."""

    name: str
    phones: tuple[str, ...] = ()
    address: str = ""
    place: str = ""
    district: str = ""
    office: str = ""
    note: str = ""
    birth_year: int | None = None


def card(contact: Contact, version: str = "3.0") -> str:
    """The lines of one card, each ended by CR LF. Raises ValueError for another version."""
    if version not in VERSIONS:
        raise ValueError(version)
    newer = version == "4.0"
    name = escaped(contact.name)
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"FN:{name}", f"N:;{name};;;"]
    phone = "TEL;TYPE=cell;VALUE=uri:tel:" if newer else "TEL;TYPE=CELL:"
    lines += [phone + escaped(number) for number in contact.phones]
    if contact.address or contact.place or contact.district:
        street, place, district = (escaped(part) for part in (contact.address, contact.place, contact.district))
        lines.append(f"ADR;TYPE=home:;;{street};{place};{district};;")
    for key, value in (("TITLE", contact.office), ("NOTE", contact.note)):
        if value:
            lines.append(f"{key}:{escaped(value)}")
    if newer and contact.birth_year:  # 3.0 has whole dates only
        lines.append(f"BDAY:{contact.birth_year}")
    lines.append("END:VCARD")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A value with its backslashes, commas, semicolons and ends of lines marked, without control characters."""
    plain = _CONTROLS.sub("", text)
    for sign in ("\\", ",", ";"):
        plain = plain.replace(sign, f"\\{sign}")
    return _LINES.sub(r"\\n", plain)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no letter cut in two; each further piece begins with a space."""
    if len(line.encode()) <= LONGEST:
        return line
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    return "\r\n".join([*pieces, piece])
