from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.importing.text_files import find_delimiter, find_encoding, head, records
from tests.importing.rosters import csv_bytes


def parsed(tmp_path: Path, text: str, delimiter: str = ",") -> list[tuple[int, tuple[object, ...], bool]]:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    return [tuple(row) for row in records(path, "utf-8", delimiter)]  # type: ignore[misc]  # a row is such a tuple


def test_quotes_line_breaks_and_numbers_of_rows(tmp_path: Path) -> None:
    found = parsed(tmp_path, 'a,b\r\n"x, y","say ""hi"""\r\n\r\n"two\r\nlines",1\r\nlast,2')
    assert found == [
        (1, ("a", "b"), False),
        (2, ("x, y", 'say "hi"'), False),
        (3, (), False),
        (4, ("two\nlines", "1"), False),
        (5, ("last", "2"), False),
    ]


@pytest.mark.parametrize("stray", ['3,"stray,5', '3,"bad"x,5'])
def test_a_stray_quote_costs_one_row(tmp_path: Path, stray: str) -> None:
    found = parsed(tmp_path, f'a,b,c\n1,2,3\n{stray}\n4,ram,6\n5,"ok",7\n6,12" pipe,8\n')
    assert [row[0] for row in found if row[2]] == [3]
    assert [row[1] for row in found[3:]] == [("4", "ram", "6"), ("5", "ok", "7"), ("6", '12" pipe', "8")]


def test_a_quote_open_at_the_end(tmp_path: Path) -> None:
    assert parsed(tmp_path, 'a,b\n1,"x')[-1] == (2, ("1", '"x'), True)


def test_excel_says_its_delimiter_itself(tmp_path: Path) -> None:
    assert find_delimiter(["sep=;", "a,b;c"]) == ";"
    assert parsed(tmp_path, "sep=;\na;b\n", ";") == [(1, ("a", "b"), False)]


def test_the_delimiter_that_cuts_lines_alike_wins() -> None:
    assert find_delimiter(["Name;Address", "Ram;Main Road, Bero, Ranchi", "Sita;Bero"]) == ";"
    assert find_delimiter(["List of members, 2026", "Name\tMobile", "Ram\t98", "Sita\t97"]) == "\t"
    assert find_delimiter(["Name", "Ram Kumar"]) == ""
    assert find_delimiter(["a,b\tc"], prefer="\t") == "\t"


def test_a_few_damaged_bytes_do_not_make_hindi_cp1252(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("नाम,मोबाइल\nराम कुमार,98\n".encode() * 20 + b"\xe0\xa4,1\n")
    assert find_encoding(path) == "utf-8"
    assert "\ufffd" in head(path, "utf-8")[-1]


def test_signs_that_cp1252_leaves_open_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name\nx\x81y\xd9k\n")
    assert find_encoding(path) == "cp1252"
    assert [row.cells for row in records(path, "cp1252", ",")][1] == ("x\x81yÙk",)


_cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
)


@given(st.lists(st.lists(_cells, min_size=2, max_size=4).map(tuple), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_csv_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], d: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.csv"
    text = csv_bytes((("first", "row"), *rows), d)
    path.write_bytes(text.encode())
    wanted = [row for row in rows if not _looks_like_rows(row)]
    found = [row.cells for row in records(path, "utf-8", d)][1:]
    if wanted == rows:
        assert found == rows


def _looks_like_rows(row: tuple[str, ...]) -> bool:
    """Cells with line breaks full of delimiters may rightly be taken for a stray quote."""
    return any("\n" in cell for cell in row)
