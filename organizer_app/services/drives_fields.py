"""What a drive says of itself, as people type it: days, wings, numbers, what is counted, its kit, its words."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from organizer_app.domain.boards import MEASURES, measure_name
from organizer_app.domain.digits import latin_digits
from organizer_app.domain.drives import PHONES
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.names import fold
from organizer_app.domain.times import day as read_day
from organizer_app.domain.words import DAYS_EN, DAYS_HI, LANGUAGES, N_, in_language, language
from organizer_app.models import Drive
from organizer_app.services import drives, wings
from organizer_app.services.organisation import LOGO_LIMIT, PNG

KIT = ("brand_hi", "brand_en", "flag", "logo", "colours")
PICTURES = ("flag", "logo")
WORDS = ("title_hi", "title_en", "brand_hi", "brand_en", "text_hi", "text_en", "report_hi", "report_en")
FIELDS = (*WORDS, "from", "to", "wings", "measures", "off", "weekly", "colours", *PICTURES, *PHONES)
Typed = str | bytes | list[str]
MOST_COLOURS = 6
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_COLUMNS = MappingProxyType({"from": "from_on", "to": "to_on"})
_UNKNOWN = N_("“{field}” is no field of a drive. Choose from: {known}.")
_NOT_PNG = N_("{field}: this is no PNG picture. Save it as PNG and choose it again.")
_LARGE = N_("{field}: the picture is larger than 1 MB. Make it smaller, 600 pixels wide is enough.")
_NO_COLOUR = N_("colours: “{value}” is no colour. Write # and six digits or letters up to f, like #0B655B.")
_COLOURS = N_("colours: {n} are too many; {most} are the limit.")
_NO_WEEKDAY = N_("weekly: “{value}” is no weekday. Write one like {example}.")


def change(session: Session, *, id: bytes, typed: Mapping[str, Typed]) -> None:  # noqa: A002  # the record's word
    """Changes an own drive by FIELDS; lists are lists or have commas, pictures are the bytes of a PNG, "" takes a value
    away.

    What is worn (name, flag, logo, colours) gets the next version when it differs. Raises RuleBroken naming the field;
    then nothing is changed.
    """
    row = drives.record(session, id)
    values: dict[str, Any] = {}
    numbers = dict(row.numbers)
    for field, value in typed.items():
        if field not in FIELDS:
            raise RuleBroken(_UNKNOWN, field=field, known=", ".join(FIELDS))
        if field in PICTURES:
            values[field] = picture(field, value if isinstance(value, bytes) else str(value).encode())
        elif field in PHONES:
            numbers[field] = str(value).strip()
        else:
            given = value if isinstance(value, list) else str(value).strip()
            values[_COLUMNS.get(field, field)] = _read(session, field, given)
    if numbers != row.numbers:
        values["numbers"] = {kind: text for kind, text in numbers.items() if text}
    if any(field in values and values[field] != getattr(row, field) for field in KIT):
        values["kit_version"] = row.kit_version + 1
    drives.edit(session, id=id, **values)


def picture(field: str, png: bytes) -> bytes | None:
    """A flag or a logo, None to have none. Raises RuleBroken for anything but a PNG of at most 1 MB."""
    if png and not png.startswith(PNG):
        raise RuleBroken(_NOT_PNG, field=field)
    if len(png) > LOGO_LIMIT:
        raise RuleBroken(_LARGE, field=field)
    return png or None


def shown(row: Drive) -> dict[str, Any]:
    """All a drive says of itself, by FIELDS; of pictures how many bytes they have."""
    plain = {field: getattr(row, _COLUMNS.get(field, field)) for field in FIELDS if field not in PHONES}
    plain |= {field: len(plain[field] or b"") for field in PICTURES}
    return {**plain, **{kind: row.numbers.get(kind, "") for kind in PHONES}, "kit_version": row.kit_version}


def _read(session: Session, field: str, given: str | list[str]) -> Any:
    readers: Mapping[str, Callable[[str], Any]] = {
        "from": read_day,
        "to": read_day,
        "wings": lambda one: id_text(wings.find(session, name=one).id),
        "measures": _measure,
        "off": lambda one: read_day(one).isoformat(),
        "weekly": _weekday,
        "colours": _colour,
    }
    reader = readers.get(field)
    if isinstance(given, str):
        if reader is None:
            return given
        if field in _COLUMNS:
            return reader(given)
    each = given.split(",") if isinstance(given, str) else given
    found = list(dict.fromkeys(reader(one.strip()) for one in each if one.strip() and reader is not None))
    if field == "colours":
        if len(found) > MOST_COLOURS:
            raise RuleBroken(_COLOURS, n=len(found), most=MOST_COLOURS)
        return found
    return sorted(found, key=MEASURES.index) if field == "measures" else sorted(found)


def _measure(text: str) -> str:
    for code in LANGUAGES:
        with in_language(code):
            for measure in MEASURES:
                if fold(text) in (measure, fold(measure_name(measure))):
                    return measure
    raise RuleBroken(drives.NOT_COUNTED, measure=text, known=", ".join(MEASURES))


def _weekday(text: str) -> int:
    for number, names in enumerate(zip(DAYS_EN, DAYS_HI, strict=True)):
        if fold(text) in map(fold, names) or latin_digits(text) == str(number):
            return number
    raise RuleBroken(_NO_WEEKDAY, value=text, example=(DAYS_HI if language() == "hi" else DAYS_EN)[6])


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise RuleBroken(_NO_COLOUR, value=text)
    return text.upper()
