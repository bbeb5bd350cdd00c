"""The template of a drive: what it asks for, and one clear sentence for each way in which it can be wrong."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.drives import Goal, MonthDay, Template, read
from organizer_app.domain.errors import RuleBroken

SHIPPED = Path(__file__).parent.parent.parent / "resources/drives/membership.toml"
HEAD = 'title_hi = "अ"\ntitle_en = "A"\nfirst = "02-12"\nlast = "03-12"\n'
MEMBERS = '[[goals]]\nmeasure = "members"\ngoal = 5\n'


def test_the_shipped_drive_asks_for_what_the_state_was_asked_for() -> None:
    found = read(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)
    assert found.totals({"lok_sabha": 14}) == {
        "members": 500_000,
        "volunteers": 14_000,
        "bearers": 1_400,
        "groups": 5_000_000,
    }
    assert found.days(2027) == (date(2027, 2, 12), date(2027, 3, 12))
    assert found.phones == ("missed_call", "whatsapp")


def test_over_new_year_it_ends_in_the_next() -> None:
    made = Template("अ", "A", MonthDay(12, 20), MonthDay(1, 10), (Goal("members", 5),))
    assert made.days(2026) == (date(2026, 12, 20), date(2027, 1, 10))


def test_the_29th_of_february_is_there_in_leap_years() -> None:
    made = read(HEAD.replace("02-12", "02-29") + MEMBERS, "x.toml")
    assert [made.days(year)[0] for year in (2027, 2028)] == [date(2027, 3, 1), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title_hi = अ", "x.toml can't be read at line 1. Write it like the template that comes with the program."),
        (HEAD + 'a = "', "x.toml can't be read at line 5."),
        (HEAD + 'colour = "red"\n' + MEMBERS, "x.toml: colour is not known here. Take it out, or write one of these:"),
        (HEAD + MEMBERS + 'until = "x"\n', "x.toml: until is not known here."),
        (HEAD, "x.toml: goals is missing."),
        (HEAD.replace('"A"', '""') + MEMBERS, "x.toml: title_en is missing."),
        (HEAD + "goals = [5]", "x.toml, measure: “” is none of these: members, volunteers,"),
        (HEAD.replace("02-12", "30-02") + MEMBERS, "x.toml, first: “30-02” is no day. Write month and day like 02-12."),
        (HEAD + 'phones = ["fax"]\n' + MEMBERS, "x.toml, phones: “fax” is none of these: missed_call, whatsapp."),
        (HEAD + 'phones = "fax"\n' + MEMBERS, "x.toml, phones: “fax” is none of these"),
        (HEAD + MEMBERS.replace("members", "likes"), "x.toml, measure: “likes” is none of these"),
        (HEAD + MEMBERS.replace("5", "0"), "x.toml, goal of members: “0” is no whole number above 0."),
        (HEAD + MEMBERS.replace("5", "true"), "x.toml, goal of members: “True” is no whole number above 0."),
        (HEAD + MEMBERS.replace("goal = 5\n", ""), "x.toml, goal of members: “” is no whole number above 0."),
        (HEAD + MEMBERS + 'each = "street"', "x.toml, each: “street” is none of these: state,"),
        (HEAD + MEMBERS + MEMBERS, "x.toml: members has two goals. Leave one."),
        (HEAD + MEMBERS + 'each = "block"\nper = "camps"', "“each” and “per” don't go together. Leave one."),
        (HEAD + MEMBERS + 'per = "camps"', "“per” names camps, which has no goal that is counted by itself."),
        (HEAD + MEMBERS + 'per = "members"', "“per” names members, which has no goal that is counted by itself."),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_field(text: str, said: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read(text, "x.toml")
    assert said in str(broken.value)


@given(st.text())
def test_nothing_else_comes_of_any_text(text: str) -> None:
    for whole in (text, HEAD + text, HEAD + MEMBERS + text):
        with suppress(RuleBroken):
            read(whole, "x.toml")
