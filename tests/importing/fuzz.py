"""Damaged rosters, on and on: whatever the bytes, a person gets rows or one sentence, never a traceback."""

import contextlib
import io
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

from organizer_app.domain.errors import RuleBroken
from organizer_app.importing import rejects, rows
from organizer_app.importing.preview import of_table
from organizer_app.importing.tables import open_table
from tests.importing.rosters import HEADER, PEOPLE, csv_bytes, vcard, write_ods, write_xls, write_xlsx

_BITS = (
    b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"=", b"BEGIN:VCARD\n", b"END:VCARD\n",
    b";CHARSET=utf-7;ENCODING=QUOTED-PRINTABLE:", b"9.1E+11", "कुल".encode(), b"9876543210", b"sep=|\n", b"'" * 9,
)  # fmt: skip


def seeds(folder: Path) -> dict[str, bytes]:
    """One whole file of each kind, by its ending."""
    people = (HEADER, *PEOPLE)
    return {
        "csv": csv_bytes().encode(),
        "tsv": csv_bytes(delimiter="\t").encode("utf-16"),
        "txt": csv_bytes(delimiter=";").encode("utf-16-le"),
        "vcf": vcard(),
        "xlsx": write_xlsx(folder / "seed.xlsx", people).read_bytes(),
        "xls": write_xls(folder / "seed.xls", people).read_bytes(),
        "ods": write_ods(folder / "seed.ods", people).read_bytes(),
    }


def damaged(data: bytes, random: Random) -> bytes:
    """A few bytes changed, cut out, put in, doubled, or the end missing."""
    out = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(out) + 1)
        kind = random.randrange(6)
        if kind == 0 and at < len(out):
            out[at] = random.randrange(256)
        elif kind == 1:
            del out[at : at + random.choice((1, 2, 16, 400))]
        elif kind == 2:
            out[at:at] = random.choice(_BITS)
        elif kind == 3:
            out[at:at] = out[at : at + random.choice((1, 8, 64))]
        elif kind == 4:
            out[at:at] = random.randbytes(random.choice((1, 4, 32)))
        elif random.random() < 0.3:
            del out[at:]
    return bytes(out)


def damaged_inside(data: bytes, random: Random) -> bytes:
    """A zipped workbook whose parts are damaged while the zip itself is sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        victim = random.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, random) if name == victim else part)
    return out.getvalue()


def read_all(path: Path) -> None:
    """The whole way of a file, from opening to its rejects; only RuleBroken is let pass."""
    with contextlib.suppress(RuleBroken):
        table = open_table(path)
        seen = of_table(table)
        found = islice(rows.read(table, seen.mapping, year=2026, legacy="convert"), 2000)
        refused = (row for row in found if not isinstance(row, rows.ImportRow))
        rejects.write(path.with_name("rejects.csv"), refused, table.header)


def cases(folder: Path, random: Random) -> Iterator[tuple[str, bytes]]:
    """Endless (ending, bytes)."""
    whole = seeds(folder)
    makers: tuple[Callable[[bytes, Random], bytes], ...] = (damaged, damaged_inside)
    while True:
        ending, data = random.choice(list(whole.items()))
        inside = ending in ("xlsx", "ods") and random.random() < 0.7
        yield random.choice((ending,) * 9 + ("csv",)), makers[inside](data, random)
        yield random.choice(list(whole)), random.randbytes(random.choice((1, 20, 500, 5000)))


def fuzz(seconds: float, seed: int) -> int:
    """Reads damaged files for so long and gives their number. Raises what a parser raised, with the case's number."""
    random = Random(seed)
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, (ending, data) in enumerate(cases(folder, random)):
            if time.monotonic() > until:
                return number
            path = folder / f"case.{ending}"
            path.write_bytes(data)
            try:
                read_all(path)
            except BaseException as error:
                error.add_note(f"seed {seed}, case {number}, .{ending}, {len(data)} bytes")
                raise
    return 0
