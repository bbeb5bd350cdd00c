import csv
from pathlib import Path

from organizer_app.domain.made_up import people
from organizer_app.domain.made_up_roster import BAD_PHONE_EVERY, NO_NAME_EVERY, roster_rows, write_roster

DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


def test_rows_fit_their_header_and_their_people() -> None:
    header, rows = roster_rows(400, 9)
    for number, (row, person) in enumerate(zip(rows, people(400, 9), strict=True), start=1):
        assert len(row) == len(header) == len(set(header))
        name, phone = row[1], row[5].translate(DIGITS)
        if number % NO_NAME_EVERY == 0:
            assert name == ""
        else:
            assert person.name.split()[-1].casefold() in name.casefold()
        digits = "".join(c for c in phone.removesuffix(".0") if c.isdigit())
        if number % BAD_PHONE_EVERY == 0:
            assert not digits.endswith(person.phones or "never")
        else:
            assert all(p in digits for p in person.phones)
            assert bool(digits) == bool(person.phones)


def test_the_dirt_of_real_files_is_there() -> None:
    _, rows = roster_rows(1500, 2)
    phones = [row[5] for row in rows]
    for sign in ("+91 ", ".0", " / ", ", ", "०", "नहीं है", "E+09", "91-"):
        assert any(sign in phone for phone in phones), sign


def test_the_words_follow_the_state() -> None:
    assert "प्रखंड" in roster_rows(1, 1)[0]
    header, rows = roster_rows(60, 1, pack="chhattisgarh")
    assert header[7] == "विकासखंड"
    assert {row[7] for row in rows} <= {"अभनपुर", "आरंग", "धरसींवा", "तिल्दा", "Abhanpur", "Arang", "Dharsiwa", "Tilda"}


def test_written_file_reads_back_and_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    assert write_roster(tmp_path / "a.csv", 120, 4) == 120
    write_roster(tmp_path / "b.csv", 120, 4)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    expected = roster_rows(120, 4)
    assert (header, rows) == (expected[0], list(expected[1]))
