"""The rules of evidence: what two entries need to look like one person, and what is never enough."""

import pytest

from organizer_app.domain import words
from organizer_app.domain.likeness import LIKELY, REASONS, Likeness, Place, Reason, Seen, compare, reason_text

RAMESH = Seen("Ramesh Yadav", "", "Mohan Yadav", "father", "male", 1980)
SUNITA = Seen("सुनीता देवी", "", "अनिल महतो", "husband", "female", 1987)


def likely(a: Seen, b: Seen, *, phone: bool | None = False, place: Place = Place.SAME) -> bool:
    found = compare(a, b, phone=phone, place=place)
    assert found == compare(b, a, phone=phone, place=place)
    return found is not None and found.likeness >= LIKELY


@pytest.mark.parametrize(
    "other",
    [
        RAMESH._replace(name="रमेश यादव", guardian="मोहन यादव"),
        RAMESH._replace(name="Rameesh Yaadav"),
        RAMESH._replace(name="Shri Ramesh Yadav ji"),
        RAMESH._replace(birth_year=1981),
        RAMESH._replace(birth_year=None),
        RAMESH._replace(name="R. Yadav"),
        RAMESH._replace(name="आर. यादव", guardian="मोहन यादव"),
    ],
)
def test_the_same_person_written_otherwise(other: Seen) -> None:
    assert likely(RAMESH, other, phone=True)


def test_without_a_phone_name_father_and_place_say_it() -> None:
    assert likely(RAMESH, RAMESH._replace(birth_year=None))
    assert likely(RAMESH, RAMESH, place=Place.NEAR)
    assert not likely(RAMESH, RAMESH._replace(birth_year=None), place=Place.NEAR)
    assert not likely(RAMESH, RAMESH, place=Place.FAR)


def test_a_family_phone_alone_is_never_enough() -> None:
    brother = RAMESH._replace(name="Rakesh Yadav", birth_year=1983)
    son = Seen("Mohan Yadav", "", "Ramesh Yadav", "father", "male", 2004)
    assert not likely(RAMESH, brother, phone=True)
    assert not likely(RAMESH, brother._replace(birth_year=1981), phone=True)
    assert not likely(RAMESH, brother._replace(birth_year=None), phone=True)
    assert not likely(RAMESH, son, phone=True)
    assert not likely(RAMESH._replace(name="R. Yadav"), brother._replace(birth_year=1984), phone=True)


def test_a_namesake_next_door_is_somebody_else() -> None:
    assert not likely(RAMESH, RAMESH._replace(guardian="Suresh Yadav"))
    assert not likely(RAMESH, RAMESH._replace(birth_year=1955))
    assert not likely(RAMESH, RAMESH._replace(guardian="", birth_year=None), phone=None)


def test_a_woman_before_and_after_she_married() -> None:
    maiden = Seen("सुनीता मुंडा", "", "शिव मुंडा", "father", "female", 1987)
    assert likely(SUNITA, maiden, phone=True)
    assert not likely(SUNITA, maiden._replace(birth_year=1961), phone=True)
    assert not likely(SUNITA, maiden)


def test_men_and_women_are_never_one() -> None:
    assert compare(RAMESH, RAMESH._replace(gender="female"), phone=True, place=Place.SAME) is None


def test_reasons_tell_for_and_against() -> None:
    found = compare(RAMESH, RAMESH._replace(birth_year=None), phone=True, place=Place.NEAR)
    assert isinstance(found, Likeness)
    assert found.reasons == (Reason.NAME_SAME, Reason.PHONE, Reason.GUARDIAN, Reason.BLOCK, Reason.YEAR_MISSING)
    apart = compare(RAMESH, RAMESH._replace(birth_year=1950, guardian="Suresh Yadav"), phone=False, place=Place.SAME)
    assert apart is not None
    assert apart.reasons[2:] == (Reason.GUARDIAN_DIFFERS, Reason.YEARS_DIFFER, Reason.PHONE_DIFFERS)
    assert set(REASONS) == set(Reason)
    with words.in_language("hi"):
        assert reason_text("phone") == "एक ही फोन"
