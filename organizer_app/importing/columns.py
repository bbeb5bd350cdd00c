"""Which column holds what: guessed from headings in both languages and from what stands below them."""

from collections.abc import Iterable
from itertools import islice

from organizer_app.domain.imports import FIELDS, Guess, Mapping, RefusedColumn, Row
from organizer_app.domain.words import N_
from organizer_app.importing import kruti_dev
from organizer_app.importing.contents import Content, look
from organizer_app.importing.headings import NEVER, PASSED_OVER, Heading, read
from organizer_app.importing.tables import Table, text_of

_BY_HEADING = N_("Its heading says so.")
_PERHAPS = N_("Its heading may mean this. Please check.")
_NEXT_TO = N_("A second column of the same kind.")
_BY_CONTENT = {
    "phone": N_("Most cells are mobile numbers."),
    "phone2": N_("A second column of mobile numbers."),
    "gender": N_("The cells say male or female."),
    "birth_year": N_("The cells look like ages or birth years. Please check."),
    "pin": N_("Most cells are PIN codes."),
    "name": N_("The cells look like names. Please check."),
    "name_other": N_("The cells look like names in the other script. Please check."),
    "guardian": N_("A second column that looks like names. Please check."),
}
_LEAST = 0.5  # a heading surer than this keeps its column whatever the cells look like


def guess(table: Table, sample: int = 200) -> Mapping:
    """Field to column for a table, from its headings and its first `sample` rows of data, with what is never taken.

    Change it with `Mapping.with_`. Columns about caste, religion, Aadhaar, voter cards and identity papers are only
    in `refused`, with or without a heading.
    """
    rows = [row for row in islice(table.rows(), sample) if any(text_of(cell).strip() for cell in row.cells)]
    columns = [_column(rows, place) for place in range(table.width)]
    contents = [look(cells) for cells in columns]
    headings = [read(heading) for heading in table.header] or [None] * table.width
    refused = _refused(table.header, headings, contents)
    free = [place for place in range(table.width) if place not in {r.column for r in refused}]
    found = _by_headings(headings, contents, free)
    _by_contents(found, [p for p in free if _is_open(headings[p], p, found)], contents, named=bool(table.header))
    return Mapping(table.header, table.width, {f: found[f] for f in FIELDS if f in found}, refused)


def legacy_columns(rows: Iterable[Row], width: int) -> tuple[int, ...]:
    """The columns (0-based) written in Kruti Dev: by their own words, or short ones beside a column that surely is."""
    kept = list(rows)
    columns = [_column(kept, place) for place in range(width)]
    sure = {place for place, cells in enumerate(columns) if kruti_dev.looks_legacy(cells)}
    beside = {place for place, cells in enumerate(columns) if sure and kruti_dev.fits_beside_legacy(cells)}
    return tuple(sorted(sure | beside))


def _column(rows: list[Row], place: int) -> list[str]:
    return [text_of(row.cells[place]).strip() for row in rows if place < len(row.cells) and not row.broken]


def _refused(
    header: tuple[str, ...], headings: list[Heading | None], contents: list[Content]
) -> tuple[RefusedColumn, ...]:
    refused = []
    for place, (heading, content) in enumerate(zip(headings, contents, strict=True)):
        kind = heading.what if heading is not None and heading.what in NEVER else content.never
        # A wing may be the organisation's office for a community; that is no person's caste.
        if kind and not (kind == "caste" and heading is not None and heading.what in ("wing", "office")):
            name = header[place] if header and header[place] else str(place + 1)
            refused.append(RefusedColumn(place, name, NEVER[kind]))
    return tuple(refused)


def _by_headings(headings: list[Heading | None], contents: list[Content], free: list[int]) -> dict[str, Guess]:
    """The surest column of each field, the left one of equals; second telephones and names find their own field."""
    found: dict[str, Guess] = {}
    ranked = sorted(
        (-heading.confidence, place, heading.what)
        for place in free
        if (heading := headings[place]) is not None and heading.what != PASSED_OVER
    )
    for minus, place, what in ranked:
        reason = _BY_HEADING if -minus > 0.7 else _PERHAPS
        field = what if what not in found else _second(what, contents[place], contents[found[what].column])
        if field and field not in found:
            found[field] = Guess(place, -minus, reason if field == what else _NEXT_TO)
    return found


def _second(what: str, content: Content, first: Content) -> str:
    if what == "phone":
        return "phone2"
    if what == "name" and content.script != first.script and content.script and first.script:
        return "name_other"
    return ""


def _is_open(heading: Heading | None, place: int, found: dict[str, Guess]) -> bool:
    if any(guess.column == place for guess in found.values()):
        return False
    return heading is None or heading.confidence <= _LEAST


def _by_contents(found: dict[str, Guess], places: list[int], contents: list[Content], *, named: bool) -> None:
    """Fills fields without a column from what unnamed columns hold, left to right."""
    for place in places:
        content = contents[place]
        field = content.looks
        if field == "phone" and "phone" in found:
            field = "phone2"
        if field == "name" and "name" in found:
            field = _other_name(found, content, contents, named=named)
        if field and field not in found:
            found[field] = Guess(place, content.confidence, _BY_CONTENT[field])


def _other_name(found: dict[str, Guess], content: Content, contents: list[Content], *, named: bool) -> str:
    """What a second column of names is; under a heading nobody understood it stays unused."""
    first = contents[found["name"].column].script
    if {content.script, first} == {"Deva", "Latn"}:
        return "name_other"
    return "" if named else "guardian"
