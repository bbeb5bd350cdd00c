"""Area lists: our packs, every shape of LGD's downloads, and files that are wrong, which give sentences."""

import csv
import random
import time
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.domain.areas import AreaLine
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.importing import area_lists
from organizer_app.importing.area_columns import find_columns, folded
from organizer_app.importing.area_parents import AreaList

PACKS = resources.files("resources") / "areas"
PACK_HEADER = "level,code,name_en,name_hi,parent,constituency,district"


@pytest.fixture(scope="module")
def jharkhand() -> tuple[AreaLine, ...]:
    return area_lists.read(Path(str(PACKS / "jharkhand.csv"))).lines


def written(folder: Path, rows: Sequence[Sequence[object]], name: str = "list.csv") -> Path:
    path = folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        book.save(path)
    elif path.suffix == ".xls":
        old = xlwt.Workbook()
        sheet = old.add_sheet("Block")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
        old.save(str(path))
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def of(level: str, found: AreaList) -> dict[str, AreaLine]:
    return {line.code: line for line in found.lines if line.level == level}


# ---- our own packs


@pytest.mark.parametrize(("pack", "state", "assemblies"), [("jharkhand", "20", 81), ("chhattisgarh", "22", 90)])
def test_shipped_packs_read_without_a_problem(pack: str, state: str, assemblies: int) -> None:
    found = area_lists.read(Path(str(PACKS / f"{pack}.csv")))
    assert found.problems == ()
    assert {line.state_code for line in found.lines} == {state}
    assert Counter(line.level for line in found.lines)["vidhan_sabha"] == assemblies


def test_a_pack_places_lines_in_both_trees(jharkhand: tuple[AreaLine, ...]) -> None:
    lines = {line.key: line for line in jharkhand}
    ranchi = lines["district", "339"]
    assert (ranchi.parent_level, ranchi.parent_code, ranchi.constituency_code) == ("division", "JH-SCN", "")
    seat = lines["vidhan_sabha", "S27-063"]
    assert (seat.constituency_level, seat.constituency_code, seat.district_code) == ("lok_sabha", "2008", "339")
    assert seat.parent_code == ""
    assert lines["lok_sabha", "2008"].constituency_level == "state"
    assert lines["block", "3223"] == AreaLine(
        "block", "3223", "Kanke", "कांके", parent_level="district", parent_code="339", state_code="20"
    )


def test_an_organisations_own_units_hang_where_they_say(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    rows = ["sangh,U1,Unit one,इकाई एक,Z1,,", "zone,Z1,City zone,नगर ज़ोन,339,,", "village,9,Arsande,अरसंडे,3223,S27-065,"]
    path = written(tmp_path, [line.split(",") for line in (PACK_HEADER, *rows)])
    found = area_lists.read(path, known=jharkhand)
    assert found.problems == ()
    lines = {line.code: line for line in found.lines}
    assert (lines["Z1"].parent_level, lines["Z1"].parent_code) == ("district", "339")
    assert (lines["U1"].parent_level, lines["U1"].state_code) == ("zone", "20")
    assert (lines["9"].parent_level, lines["9"].constituency_level) == ("block", "vidhan_sabha")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("block,77,Kanke,कांके,999,,", "Row 2: parent “999” is not in this file nor in the area list."),
        ("block,77,,,339,,", "Row 2: “77” has no name."),
        ("block,,Kanke,कांके,339,,", "Row 2: “Kanke” has no code."),
        (",77,Kanke,कांके,339,,", "Row 2: “Kanke” has no level"),
        ("block,77,Kanke,कांके,,,", "Row 2: nothing says where “77” lies."),
        ("booth,B1,School,विद्यालय,339,S27-999,", "Row 2: constituency “S27-999” is not in this file"),
        ("vidhan_sabha,S27-900,Nowhere,कहीं नहीं,,339,", "Row 2: constituency “339” is not in this file"),
        ("zone,Z1,Zone,ज़ोन,Z1,,", "Row 2: parent “Z1” is not in this file"),
    ],
)
def test_a_broken_row_gives_a_sentence_and_is_left_out(
    tmp_path: Path, jharkhand: tuple[AreaLine, ...], row: str, sentence: str
) -> None:
    good = "block,78,Good,अच्छा,339,,"
    found = area_lists.read(written(tmp_path, [x.split(",") for x in (PACK_HEADER, row, good)]), known=jharkhand)
    assert [str(problem)[: len(sentence)] for problem in found.problems] == [sentence]
    assert [line.code for line in found.lines] == ["78"]


def test_a_ring_of_parents_is_left_out(tmp_path: Path) -> None:
    rows = [PACK_HEADER, "zone,A,Zone A,अ,B,,", "zone,B,Zone B,ब,A,,"]
    found = area_lists.read(written(tmp_path, [r.split(",") for r in rows]))
    assert found.lines == ()
    assert [problem.row for problem in found.problems] == [2, 3]


def test_a_code_twice_is_named_and_the_first_stays(tmp_path: Path) -> None:
    rows = [PACK_HEADER, "state,20,Jharkhand,झारखंड,,,", "state,20,Other,और,,,"]
    found = area_lists.read(written(tmp_path, [r.split(",") for r in rows]))
    assert [line.name_en for line in found.lines] == ["Jharkhand"]
    assert str(found.problems[0]) == "Row 3: code “20” stands in this file twice. Only the first is taken."


def test_the_sentences_are_hindi_in_hindi(tmp_path: Path) -> None:
    rows = [PACK_HEADER, "state,20,Jharkhand,झारखंड,,,", "state,20,Other,और,,,", "block,1,A,,20,,", "block,2,B,,99,,"]
    found = area_lists.read(written(tmp_path, [r.split(",") for r in rows]))
    with in_language("hi"):
        assert all("पंक्ति" in str(problem) for problem in found.problems)
    assert len(found.problems) == 3


# ---- LGD's downloads

BLOCKS = [
    ["List of All Development Blocks", *[""] * 8],
    [],
    [
        "S.No.",
        "State Code",
        "State Name (In English)",
        "District Code",
        "District Name (In English)",
        "Block Code",
        "Block Version",
        "Block Name (In English)",
        "Block Name (In Local)",
    ],
    [1, 20, "Jharkhand", 339, "Ranchi", 3223, 1, "Kanke", ""],
    [2, 20, "Jharkhand", 339, "Ranchi", 3299, 1, "Newblock", "नया प्रखंड"],
    [3, 20, "Jharkhand", 322, "Bokaro", 3064, 1, "Bermo", ""],
    [4, 22, "Chhattisgarh", 387, "Raipur", 3440, 1, "Tilda", ""],
]


@pytest.mark.parametrize("name", ["blocks.csv", "blocks.xlsx", "blocks.xls"])
def test_block_download(tmp_path: Path, jharkhand: tuple[AreaLine, ...], name: str) -> None:
    found = area_lists.read(written(tmp_path, BLOCKS, name), known=jharkhand)
    blocks = of("block", found)
    assert set(blocks) == {"3223", "3299", "3064", "3440"}
    assert blocks["3223"].name_hi == "कांके", "what LGD leaves empty stays"
    assert blocks["3299"].name_hi == "नया प्रखंड"
    assert (blocks["3064"].parent_code, blocks["3064"].state_code) == ("322", "20")
    assert set(of("district", found)) == {"387"}, "known districts are not given again"
    assert (of("district", found)["387"].parent_level, blocks["3440"].state_code) == ("state", "22")
    assert [str(p) for p in found.problems] == [
        "From row 6 on, 4 places have no Hindi name. The English one is shown until it is added."
    ]


def test_without_anything_known_the_wider_places_come_from_the_rows(tmp_path: Path) -> None:
    found = area_lists.read(written(tmp_path, BLOCKS))
    assert Counter(line.level for line in found.lines) == {"state": 2, "district": 3, "block": 4}
    order = [line.level for line in found.lines]
    assert order == sorted(order, key=("state", "district", "block").index)


def test_district_download_keeps_the_division(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    header = ["S No.", "State Code", "State Name(In English)", "District Code", "District Name(In English)"]
    rows = [
        [*header, "District Name (In Local language)", "Hierarchy", "Census 2001 Code", "Census 2011 Code"],
        ["1", "20", "Jharkhand", "339", "RANCHI", "", "Jharkhand(State)", "14", "364"],
        ["2", "20", "Jharkhand", "801", "New District", "नया जिला", "Jharkhand(State)", "", ""],
    ]
    districts = of("district", area_lists.read(written(tmp_path, rows), known=jharkhand))
    assert (districts["339"].parent_code, districts["339"].name_hi) == ("JH-SCN", "रांची")
    assert (districts["801"].parent_level, districts["801"].parent_code) == ("state", "20")


def test_sub_district_download_by_hierarchy(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    rows = [
        [
            "S.No.",
            "Sub-district Code",
            "Sub-district Version",
            "Sub-district Name (In English)",
            "Sub-district Name (In Local language)",
            "Hierarchy",
        ],
        ["1", "02401", "1", "Kanke", "कांके", "Ranchi(District) / Jharkhand(State)"],
        ["2", "02402", "1", "Nowhere", "", "Atlantis(District) / Jharkhand(State)"],
        ["3", "02403", "1", "Wrong state", "", "Ranchi(District) / Bihar(State)"],
        ["4", "02404", "1", "No place", "", ""],
    ]
    found = area_lists.read(written(tmp_path, rows), known=jharkhand)
    assert [(t.code, t.parent_code, t.state_code) for t in found.lines] == [("2401", "339", "20")]
    assert [str(p)[:40] for p in found.problems] == [
        "Row 3: Hierarchy “Atlantis / Jharkhand” ",
        "Row 4: Hierarchy “Ranchi / Bihar” is not",
        "Row 5: nothing says where “2404” lies. A",
    ]


def test_a_name_that_two_places_bear_is_not_guessed(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    twin = AreaLine("district", "388", "Ranchi", "रांची", "state", "22", state_code="22")
    rows = [["Sub-district Code", "Sub-district Name (In English)", "Hierarchy"], ["2401", "Kanke", "Ranchi(District)"]]
    found = area_lists.read(written(tmp_path, rows), known=[*jharkhand, twin])
    assert found.lines == ()
    assert "Hierarchy “Ranchi”" in str(found.problems[0])


def test_village_mapping_with_panchayat_and_block(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    rows = [
        [
            "S.No.",
            "State Code",
            "District Code",
            "District Name (In English)",
            "Subdistrict Code",
            "Subdistrict Name (In English)",
            "Village Code",
            "Village Name (In English)",
            "localbody Code",
            "Localbody Name (In English)",
            "Block Code",
            "Block Name (In English)",
            "District Code of Block",
        ],
        ["1", "20", "339", "Ranchi", "2401", "Kanke", "374001", "Arsande", "112001", "Arsande", "3223", "Kanke", "339"],
        ["2", "20", "339", "Ranchi", "2401", "Kanke", "374002", "Boreya", "0", "", "3223", "Kanke", "339"],
        ["3", "20", "339", "Ranchi", "2401", "Kanke", "374003", "Chandwe", "", "", "", "", ""],
    ]
    found = area_lists.read(written(tmp_path, rows), known=jharkhand)
    parents = {v.code: (v.parent_level, v.parent_code) for v in found.lines}
    assert parents == {
        "2401": ("district", "339"),
        "112001": ("block", "3223"),
        "374001": ("panchayat", "112001"),
        "374002": ("block", "3223"),
        "374003": ("tehsil", "2401"),
    }


def test_local_bodies_towns_are_towns_and_councils_are_no_places(
    tmp_path: Path, jharkhand: tuple[AreaLine, ...]
) -> None:
    rows = [
        [
            "S.No.",
            "State Code",
            "State Name",
            "Localbody Type Code",
            "Localbody Type Name",
            "Localbody Code",
            "Localbody Version",
            "Localbody Name (In English)",
            "Localbody Name (In Local)",
            "Parent Localbody Code",
        ],
        ["1", "20", "Jharkhand", "1", "District Panchayat", "900", "1", "Ranchi", "", ""],
        ["2", "20", "Jharkhand", "2", "Block Panchayat", "901", "1", "Kanke", "", "900"],
        ["3", "20", "Jharkhand", "3", "Village Panchayat", "902", "1", "Arsande", "", "901"],
        ["4", "20", "Jharkhand", "5", "Municipal Corporation", "903", "1", "Ranchi", "रांची", ""],
    ]
    found = area_lists.read(written(tmp_path, rows), known=jharkhand)
    assert [line.key for line in found.lines] == [("panchayat", "902"), ("town", "903")]


def test_the_older_camel_case_shape(tmp_path: Path) -> None:
    rows = [
        ["stateCode", "stateNameEnglish", "districtCode", "districtNameEnglish", "districtNameLocal"],
        ["20", "JHARKHAND", "339", "RANCHI", "रांची"],
    ]
    found = area_lists.read(written(tmp_path, rows))
    assert [(x.level, x.code, x.name_hi) for x in found.lines] == [("state", "20", ""), ("district", "339", "रांची")]


def test_state_download(tmp_path: Path) -> None:
    rows = [
        ["S.No.", "State Code", "State Version", "State Name(In English)", "State Name (In Local)", "State or UT"],
        ["1", "20", "1", "Jharkhand", "झारखंड", "S"],
        ["2", "xx", "1", "Wrong", "", "S"],
        ["3", "", "1", "Codeless", "", "S"],
        ["", "", "", "", "", ""],
        ["Total: 3", "", "", "", "", ""],
    ]
    found = area_lists.read(written(tmp_path, rows))
    assert found.lines == (AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),)
    assert [str(p) for p in found.problems] == [
        "Row 3: State Code “xx” is not a number, as LGD's codes are. Check the cell.",
        "Row 4: “Codeless” has no code. Fill in State Code.",
    ]


def test_numbered_columns_and_headings_on_each_page_are_no_places(tmp_path: Path) -> None:
    header = ["S.No.", "State Code", "State Name(In English)", "District Code", "District Name(In English)"]
    row = ["1", "20", "Jharkhand", "339", "Ranchi"]
    found = area_lists.read(
        written(tmp_path, [header, ["1", "2", "3", "4", "5"], row, header, [*row[:3], "322", "Bokaro"]])
    )
    assert [line.code for line in found.lines] == ["20", "339", "322"]


# ---- files that are something else


@pytest.mark.parametrize("text", ["", "name,phone\nराम,98\n", "Block Name (In English)\nKanke\n", "level\nstate\n"])
def test_another_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        area_lists.read(path)
    assert "other.csv" in str(refused.value)


def test_folding_makes_usual_spellings_one() -> None:
    assert folded("Block Name (In English)") == folded("block-name in ENGLISH")
    assert folded("चंद्रपुरा") == folded("चन्द्रपुरा")
    assert folded("गाँव") == folded("गांव")
    assert folded("पाकुड़") == folded("पाकुड")
    assert folded("राम") != folded("रामा")


@given(st.lists(st.text() | st.floats(), max_size=8))
def test_any_row_may_be_asked_for_headings(cells: list[str | float]) -> None:
    find_columns(cells)


WORDS = [
    "339",
    "20",
    "",
    "0",
    "Ranchi",
    "रांची",
    "x" * 300,
    "-1",
    "१२",
    "9" * 30,
    '"',
    ",",
    "Ranchi(District)",
    "\x00",
    "²",
]


def fuzz(folder: Path, seconds: float, seed: int) -> int:
    """Mixes headings and cells of every shape for `seconds`; any end but a list or a RuleBroken is an error."""
    random_ = random.Random(seed)
    headings = [*PACK_HEADER.split(","), *BLOCKS[2], "Hierarchy", "Village Code", "Village Name (In Local)", "S"]
    headings += ["Local Body Code", "Local Body Name (In English)", "Localbody Type Name", "Sub-district Code"]
    ends = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < ends:
        rounds += 1
        width = random_.randint(1, 9)
        rows = [[random_.choice(headings) for _ in range(width)]]
        rows += [[random_.choice(WORDS) for _ in range(random_.randint(0, 10))] for _ in range(random_.randint(0, 12))]
        path = folder / "fuzz.csv"
        data = "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()
        if random_.random() < 0.3:
            data = bytes(random_.choice((b, random_.randrange(256))) if random_.random() < 0.05 else b for b in data)
        path.write_bytes(data)
        try:
            found = area_lists.read(path)
        except RuleBroken:
            continue
        keys = {line.key for line in found.lines}
        assert len(keys) == len(found.lines)
        assert all((x.parent_level, x.parent_code) in keys for x in found.lines if x.parent_code)
        assert all(str(problem) for problem in found.problems)
    return rounds


def test_fuzz(tmp_path: Path) -> None:
    assert fuzz(tmp_path, 1.5, seed=20) > 20


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    header, *rows = (PACKS / "chhattisgarh.csv").read_text(encoding="utf-8").splitlines()
    random.Random(seed).shuffle(rows)
    path = tmp_path_factory.mktemp("pack") / "shuffled.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    found = area_lists.read(path)
    assert found.problems == ()
    assert {line.key for line in found.lines} == {
        line.key for line in area_lists.read(Path(str(PACKS / "chhattisgarh.csv"))).lines
    }


def test_a_list_may_tell_populations_and_a_wrong_one_is_said(tmp_path: Path, jharkhand: tuple[AreaLine, ...]) -> None:
    path = written(
        tmp_path,
        [
            ("level", "code", "name_en", "name_hi", "parent", "Population"),
            ("district", "339", "Ranchi", "रांची", "20", "२९,१४,२५३"),
            ("district", "341", "Seraikela Kharsawan", "सरायकेला खरसावां", "20", "many"),
            ("district", "340", "Sahibganj", "साहिबगंज", "20", ""),
        ],
    )
    found = area_lists.read(path, known=jharkhand)
    assert {line.code: line.population for line in found.lines} == {"339": 2_914_253, "341": None, "340": None}
    assert [str(problem) for problem in found.problems] == [
        "Row 3: “many” is no population. The place is taken without one."
    ]
