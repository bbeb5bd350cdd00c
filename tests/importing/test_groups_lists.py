"""Files of groups: headings in both languages, words for platforms and languages, and damage of every kind."""

import contextlib
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Refused
from organizer_app.domain.words import in_language
from organizer_app.importing import groups_lists, rejects
from tests.importing.fuzz import damaged, damaged_inside
from tests.importing.rosters import csv_bytes, write_ods, write_xlsx

ENGLISH = ("Card number", "Kept by", "Phone", "Platform", "Group name", "Place", "Link ends on", "How many groups")
HINDI = ("कार्ड नंबर", "एडमिन", "मोबाइल", "प्लेटफॉर्म", "ग्रुप का नाम", "क्षेत्र", "लिंक कब तक", "कितने ग्रुप")
ROW = ("C-1", "सीता देवी", "9812345001", "व्हाट्सएप", "Booth 7", "Kanke", "14-12-2030", "")


def read_all(path: Path) -> None:
    """The whole way of a file, from opening to its rejects; only RuleBroken is let pass."""
    with contextlib.suppress(RuleBroken):
        table = groups_lists.read(path)
        for line in table.lines:
            groups_lists.platform_code(line.get("platform"), line.get("link"))
            groups_lists.language_code(line.get("language"))
        refused = (Refused(line.row, line.cells, "no") for line in table.lines)
        rejects.write(path.with_name("rejects.csv"), refused, table.header, without=table.never)


@pytest.mark.parametrize("head", [ENGLISH, HINDI])
def test_headings_are_known_in_both_languages_below_a_title_and_above_a_repeated_head(
    tmp_path: Path, head: tuple[str, ...]
) -> None:
    for path in (
        write_xlsx(tmp_path / "a.xlsx", (("ग्रुप सूची",), head, ROW, head, ROW)),
        write_ods(tmp_path / "a.ods", (("ग्रुप सूची",), head, ROW, head, ROW)),
    ):
        table = groups_lists.read(path)
        assert [line.row for line in table.lines] == [3, 5]
        words = dict(table.lines[0].words)
        assert words == dict(
            zip(("card", "keeper", "phone", "platform", "name", "area", "expires", "number"), ROW, strict=True)
        )


def test_our_own_headings_are_read_in_either_language(tmp_path: Path) -> None:
    for language in ("en", "hi"):
        with in_language(language):
            head = tuple(map(groups_lists.heading, groups_lists.FIELDS))
        (tmp_path / "own.csv").write_text(csv_bytes((head, tuple("abcdefghijklmn"))), encoding="utf-8")
        assert dict(groups_lists.read(tmp_path / "own.csv").lines[0].words) == dict(
            zip(groups_lists.FIELDS, "abcdefghijklmn", strict=True)
        ), language


@pytest.mark.parametrize(
    ("text", "link", "code"),
    [
        ("WhatsApp", "", "whatsapp"),
        ("व्हाट्सऐप", "", "whatsapp"),
        ("टेलीग्राम", "", "telegram"),
        ("दूसरा मंच", "", "other"),
        ("", "https://chat.whatsapp.com/abc", "whatsapp"),
        ("", "https://www.t.me/abc", "telegram"),
        ("", "https://nowhere.in/t.me", ""),
        ("fax", "https://t.me/abc", ""),
        ("", "", ""),
    ],
)
def test_the_platform_is_what_is_written_or_whose_address_the_link_is(text: str, link: str, code: str) -> None:
    assert groups_lists.platform_code(text, link) == code


def test_what_is_no_table_of_groups_is_said(tmp_path: Path) -> None:
    for cells in (("name", "age"), ("Card number", "Phone"), ("Group name", "Phone")):
        (tmp_path / "x.csv").write_text(csv_bytes((cells, ("1", "2"))), encoding="utf-8")
        with pytest.raises(RuleBroken, match="no row of headings for groups"):
            groups_lists.read(tmp_path / "x.csv")


@given(st.text(alphabet='card no,name\nphone platform";\r=अ1', max_size=400))
def test_random_tables(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "groups.csv"
    path.write_text(f"card no,name,number\n{text}", encoding="utf-8")
    read_all(path)


def test_damaged_files(tmp_path: Path) -> None:
    rows = (ENGLISH, ROW, ROW)
    whole = {
        "csv": csv_bytes(rows).encode(),
        "xlsx": write_xlsx(tmp_path / "seed.xlsx", rows).read_bytes(),
        "ods": write_ods(tmp_path / "seed.ods", rows).read_bytes(),
    }
    random, until, number = Random(6), time.monotonic() + 2, 0
    while time.monotonic() < until:
        ending = random.choice(list(whole))
        inside = ending != "csv" and random.random() < 0.7
        path = tmp_path / f"case.{ending}"
        path.write_bytes((damaged_inside if inside else damaged)(whole[ending], random))
        try:
            read_all(path)
        except BaseException as error:
            error.add_note(f"case {number}, .{ending}")
            raise
        number += 1
    assert number > 10
