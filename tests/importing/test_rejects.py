from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import ImportRow, Refused
from organizer_app.domain.words import in_language
from organizer_app.importing import rejects, rows
from organizer_app.importing.columns import guess
from organizer_app.importing.tables import open_table

ROWS = (
    Refused(7, ("2", "", "+91 9876543211", "बेड़ो"), rows.NO_NAME),
    Refused(9, ("=1+1", "-", "@x", "a\nb"), rows.TOTALS),
)


def test_the_file_opens_in_excel_with_its_hindi(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with in_language("hi"):
        assert rejects.write(path, ROWS, ("क्र.", "नाम", "मोबाइल", "गांव")) == 2
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "पंक्ति,कारण,क्र.,नाम,मोबाइल,गांव"
    assert lines[1] == "7,नाम नहीं है। नाम लिखें और यह पंक्ति फिर आयात करें।,2,,+91 9876543211,बेड़ो"
    assert ",'=1+1,-,'@x," in lines[2]
    assert [p.name for p in tmp_path.iterdir()] == ["rejects.csv"]


def test_once_corrected_it_can_be_imported(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    rejects.write(path, ROWS[:1], ("क्र.", "नाम", "मोबाइल", "गांव"))
    path.write_text(path.read_text("utf-8-sig").replace("2,,", "2,राम कुमार,"), encoding="utf-8-sig")
    table = open_table(path)
    (person,) = rows.read(table, guess(table), year=2026)
    assert isinstance(person, ImportRow)
    assert (person.name, person.place, len(person.phones)) == ("राम कुमार", "बेड़ो", 1)


def test_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    path.write_text("old")

    def failing() -> Iterator[Refused]:
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rejects.write(path, failing())
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["rejects.csv"]
    with pytest.raises(RuleBroken, match=r"rejects\.csv can't be written"):
        rejects.write(tmp_path / "gone" / "rejects.csv", ROWS)
