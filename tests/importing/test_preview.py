from pathlib import Path

from organizer_app.importing.preview import preview
from tests.importing.rosters import HEADER, PEOPLE, csv_bytes, write_xlsx


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(("जन संगठन\n\n" + csv_bytes(delimiter=";")).encode("utf-16"))
    seen = preview(tmp_path / "a.csv", samples=2)
    assert (seen.kind, seen.encoding, seen.delimiter, seen.header_row, seen.header) == ("csv", "utf-16", ";", 3, HEADER)
    assert seen.samples == PEOPLE[:2]
    assert (seen.total, seen.exact, seen.legacy) == (3, True, ())
    assert seen.mapping.column("phone") == 3


def test_a_workbook(tmp_path: Path) -> None:
    seen = preview(write_xlsx(tmp_path / "a.xlsx", (HEADER, *PEOPLE), title="सूची"))
    assert (seen.kind, seen.sheets, seen.sheet, seen.encoding, seen.total) == ("xlsx", ("सूची",), "सूची", "", 3)
