"""The evening report: fields filled in both languages, what is not known named, nothing guessed."""

from datetime import date

import pytest

from organizer_app.domain import reports
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.reports import Figure, PlaceFigures, Report
from organizer_app.domain.words import in_language

KANKE = PlaceFigures("3223", "Kanke", {"members": Figure(600, 500, 400, 200, 0, 750, 30), "groups": Figure(70)})
NAMKUM = PlaceFigures("3220", "Namkum", {"members": Figure(90, 500, 400, -310, 21, 112, None), "groups": Figure(8)})
REPORT = Report(
    drive="Membership drive",
    first=date(2027, 2, 12),
    last=date(2027, 3, 12),
    day=date(2027, 2, 20),
    counted="2027-02-20 18:04",
    place=PlaceFigures(
        "339",
        "Ranchi",
        {"members": Figure(123_456, 500_000, 155_000, -31_544, 18_827, 398_245, 1_200), "groups": Figure(78)},
    ),
    below=(KANKE, NAMKUM),
)


def test_every_field_is_filled_as_people_write_it() -> None:
    told = reports.fill(
        "*{drive}* {area}, {day}\nसदस्य {members}/{members_goal}: {members_ahead}, +{members_today}", REPORT
    )
    assert told == "*Membership drive* Ranchi, 20 February 2027\nसदस्य 1,23,456/5,00,000: −31,544, +1,200\n"
    with in_language("hi"):
        assert reports.fill("{day}", REPORT) == "20 फ़रवरी 2027\n"


def test_places_below_are_named_by_code_or_by_number() -> None:
    told = reports.fill("{name@#1} {members@#1}, {name@3220} {members_ahead@3220}, {name@#3}{members@#3}.", REPORT)
    assert told == "Kanke 600, Namkum −310, .\n"
    assert reports.fill("{members_below}", REPORT) == "• Kanke: 600 / 500 (+200)\n• Namkum: 90 / 500 (−310)\n"


def test_what_nobody_knows_is_said_and_never_zero() -> None:
    assert reports.fill("{groups_goal}|{groups_course}|{groups_today}", REPORT) == "no goal|no goal|not known\n"
    assert reports.fill("{members_today@#2}", REPORT) == "not known\n"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{memebrs} {members} {x@#1}", r"not known here: \{memebrs\}, \{x@#1\}\."),
        ("{members_now}", "members_now"),
        ("{members@9999}", "members@9999"),
        ("{members@#0}", "members@#0"),
        ("{trained}", "trained"),
        ("{}", r"not known here: \{\}"),
        ("one\ntwo {members", "Line 2 of the template has a brace that stands alone: “two {members”"),
        ("members}", "Line 1"),
    ],
)
def test_a_wrong_template_is_refused(template: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        reports.fill(template, REPORT)


def test_the_usual_template_fills_itself_in_both_languages() -> None:
    for language in ("en", "hi"):
        template = reports.usual_template(REPORT, language)
        with in_language(language):
            told = reports.fill(template, REPORT)
        assert "1,23,456" in told
        assert "• Namkum: 90 / 500 (−310)" in told
        assert "2027-02-20 18:04" in told
    assert reports.fill(reports.usual_template(REPORT, "en"), REPORT) == (
        "*Membership drive* – Ranchi\n20 February 2027 (day 9 of 29)\n\n"
        "Members: 1,23,456 of 5,00,000 (due 1,55,000, −31,544), today 1,200\nGroups kept: 78\n\n"
        "*Members*\n• Kanke: 600 / 500 (+200)\n• Namkum: 90 / 500 (−310)\n\nCounted: 2027-02-20 18:04\n"
    )


def test_every_listed_field_is_known_and_notes_stand_under_the_report() -> None:
    noted = Report(**{**{f: getattr(REPORT, f) for f in Report.__slots__}, "unknown": 12, "partial": True})
    for field in reports.fields(noted):
        assert reports.text_value(noted, field)
    told = reports.fill("{members}", noted)
    assert told.startswith("1,23,456\n\n_Only what this laptop holds")
    assert "Place not known: 12 people" in told
    assert reports.fill("{members}\n{note}", noted).count("Place not known") == 1
