"""The pictures of a drive behind its report: what is shown, what is left out, nothing clipped, in both languages."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from organizer_app.domain.areas import area_id
from organizer_app.domain.boards import Below
from organizer_app.domain.charts import Pace, Table, pace
from organizer_app.domain.drive_pictures import Pictures
from organizer_app.domain.reports import Figure, PlaceFigures, Report
from organizer_app.domain.tiles import read
from organizer_app.jobs import data_folder
from organizer_app.printing import drive_pictures, evening_report
from tests.printing.camp_values import ORGANISATION, clipped, pages_of

FIRST, LAST, DAY = date(2027, 2, 12), date(2027, 3, 12), date(2027, 3, 1)
CHANCE = Random(3)
DAYS = {FIRST + timedelta(n): CHANCE.randrange(0, 900) for n in range(18)}
SPOTS = read(data_folder.shipped("tiles.csv").read_text(encoding="utf-8").splitlines())
FIGURE = Figure(now=9_000, today=400, goal=20_000, due=11_000, ahead=-2_000, needed=900, course=16_000)
PLACE = PlaceFigures("20", "Jharkhand", {"members": FIGURE})
REPORT = Report("Membership drive", FIRST, LAST, DAY, "2027-03-01 18:04", PLACE, ())


def line(each: int) -> Pace:
    due = {FIRST + timedelta(n): each for n in range((LAST - FIRST).days + 1)}
    return pace(DAYS, due, first=FIRST, last=LAST, today=DAY)


def pictures() -> Pictures:
    codes = sorted(code for code, spot in SPOTS.items() if spot.state == "20")
    districts = tuple(
        (code, Below(area_id("district", code), f"ज़िला {code}", "district", CHANCE.randrange(9_000), 10_000, 5_000))
        for code in codes
    )
    wings = tuple(f"मोर्चा {n}" for n in range(12))
    table = Table(tuple(f"Block {n}" for n in range(9)), wings, tuple(tuple(range(r, r + 12)) for r in range(9)))
    paces = (("सदस्य", line(1_200)), ("Volunteers", line(400)), ("Office bearers", line(90)))
    return Pictures("सदस्य", FIRST, LAST, DAYS, paces, districts, table)


def made(shown: Pictures | None, language: str = "en") -> bytes:
    return evening_report.pdf(REPORT, ORGANISATION, language=language, pictures=shown, spots=SPOTS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("hi", ("रफ़्तार", "हर दिन नए: सदस्य", "ज़िले के अनुसार: सदस्य", "मोर्चा 11", "Block 8", "12 फ़रवरी")),
        ("en", ("Pace", "New on each day: सदस्य", "By district: सदस्य", "Wings by place", "12 February", "34,800")),
    ],
)
def test_pace_days_districts_and_wings_stand_behind_the_figures(language: str, words: tuple[str, ...]) -> None:
    shown = pictures()
    pdf = made(shown, language)
    found = " ".join(pages_of(pdf))
    assert [word for word in words if word not in found] == []
    assert found.count(words[1]) == 1, "what is the same in both languages stands once"
    assert [code for code, _place in shown.districts if f"ज़िला {code}" not in found] == []
    for number in DAYS.values():
        assert not number or str(number) in found
    assert not clipped(pdf)


def test_what_has_nothing_to_show_is_left_out() -> None:
    bare = replace(pictures(), days={}, paces=(), districts=(), table=Table((), (), ()))
    assert pages_of(made(bare)) == pages_of(made(None))
    found = " ".join(pages_of(made(replace(bare, days={FIRST - timedelta(1): 7}))))
    assert "New on each day" not in found, "a day before the drive is none of it"


def test_the_more_the_darker() -> None:
    greys = [drive_pictures.shade(number, 100) for number in (0, 1, 25, 26, 60, 100)]
    assert greys == sorted(greys, reverse=True)
    assert greys[0] == 1.0
    assert min(greys) > 0.0
