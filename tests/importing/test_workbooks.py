"""Workbooks that would take the program down with them are turned away before calamine opens them."""

import struct
import zipfile
from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.importing.old_workbooks import Damaged, check_old
from organizer_app.importing.workbooks import Workbook
from tests.importing.rosters import HEADER, PEOPLE, write_ods, write_xls, write_xlsx


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same zip with some bytes of one part replaced."""
    out = path.with_name(f"changed{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old in data
            target.writestr(name, data.replace(old, new) if name == part else data)
    return out


@pytest.fixture
def xls(tmp_path: Path) -> bytearray:
    return bytearray(write_xls(tmp_path / "a.xls", (HEADER, *PEOPLE)).read_bytes())


def test_a_whole_one_passes(xls: bytearray) -> None:
    check_old(bytes(xls))


def test_a_chain_that_bites_its_tail(xls: bytearray) -> None:
    (first_table,) = struct.unpack_from("<I", xls, 76)
    for entry in range(128):
        struct.pack_into("<I", xls, 512 + first_table * 512 + entry * 4, entry)
    with pytest.raises(Damaged):
        check_old(bytes(xls))


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [(0xFD, 2, 60_000), (0x200, 4, 0xFFFFFFFF), (0x200, 10, 0xFFFF), (0xFC, 4, 0xFFFFFFF0), (0x85, 0, 0x7FFFFFFF)],
)
def test_records_that_ask_for_too_much(xls: bytearray, record: int, field: int, value: int) -> None:
    at = xls.index(b"\x09\x08", 512)
    while struct.unpack_from("<H", xls, at)[0] != record:
        at += 4 + struct.unpack_from("<H", xls, at + 2)[0]
    struct.pack_into("<I" if value > 0xFFFF else "<H", xls, at + 4 + field, value)
    if record == 0x85:
        check_old(bytes(xls))  # a sheet beyond the end has no records; calamine answers for it itself
    else:
        with pytest.raises(Damaged):
            check_old(bytes(xls))


@pytest.mark.parametrize("data", [b"", b"\0" * 600, b"\xff" * 4096])
def test_noise(data: bytes) -> None:
    with pytest.raises(Damaged):
        check_old(data)


def test_an_ods_that_repeats_without_end(tmp_path: Path) -> None:
    whole = write_ods(tmp_path / "a.ods", (HEADER, *PEOPLE))
    Workbook(whole)
    for times in (b"99999999", b"1000000"):
        new = b'<table:table-row table:number-rows-repeated="' + times + b'"><table:table-cell '
        new += b'table:number-columns-repeated="16000"'
        changed = rewritten(whole, "content.xml", b"<table:table-row><table:table-cell", new)
        with pytest.raises(RuleBroken, match=r"changed\.ods"):
            Workbook(changed)


def test_an_ods_with_a_tag_that_never_closes(tmp_path: Path) -> None:
    ods = write_ods(tmp_path / "a.ods", (HEADER, *PEOPLE))
    path = rewritten(ods, "content.xml", "मोबाइल</text:p></table".encode(), "मोबाइल</text:p><;table".encode())
    with pytest.raises(RuleBroken, match="damaged"):  # calamine alone would never come back
        Workbook(path)


def test_an_xlsx_with_a_cell_far_away(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", (HEADER, *PEOPLE))
    changed = rewritten(whole, "xl/worksheets/sheet1.xml", b'r="A4"', b"r='XFD1048576'")
    with pytest.raises(RuleBroken, match="far away"):
        Workbook(changed)


def test_binary_workbooks_and_locked_zips_are_named(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", (HEADER, *PEOPLE))
    data = bytearray(whole.read_bytes())
    at = data.index(b"PK\x01\x02")
    while at != -1:
        data[at + 8] |= 1  # the flag of an encrypted part, in the directory at the end
        at = data.find(b"PK\x01\x02", at + 4)
    whole.write_bytes(bytes(data))
    with pytest.raises(RuleBroken, match="password"):
        Workbook(whole)
