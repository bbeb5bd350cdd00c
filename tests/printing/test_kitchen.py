"""The kitchen's sheet: every meal by day with what is expected."""

import pytest

from organizer_app.domain.papers import MEALS, KitchenCount, Meal
from organizer_app.printing import kitchen
from tests.printing.camp_values import DAYS, ORGANISATION, camp, clipped, lines_of, pages_of

COUNT = KitchenCount(
    camp(),
    tuple(
        Meal(day, kind, 1200 + at * 10 + place, 181 if (at, place) == (0, 0) else None)
        for at, day in enumerate(DAYS)
        for place, kind in enumerate(MEALS)
    ),
)


@pytest.mark.parametrize(("language", "lunch"), [("hi", "दोपहर का भोजन"), ("en", "Lunch")])
def test_meals_by_day(language: str, lunch: str) -> None:
    pdf = kitchen.pdf(COUNT, ORGANISATION, language=language)
    (page,) = pages_of(pdf)
    assert page.count(lunch) == 2
    assert any(line.endswith(" 1,200 181") for line in lines_of(pdf))
    assert "1,213" in page
    assert not clipped(pdf)


def test_a_long_camp_goes_on_with_every_meal() -> None:
    meals = tuple(Meal(DAYS[0].replace(day=1 + at // 4), MEALS[at % 4], 5000 + at) for at in range(40))
    pages = pages_of(kitchen.pdf(KitchenCount(camp(), meals), ORGANISATION, language="en"))
    text = " ".join(pages)
    assert len(pages) > 1
    assert all(f"5,0{at:02d}" in text for at in range(40))


def test_no_meals_says_so() -> None:
    page = pages_of(kitchen.pdf(KitchenCount(camp(), ()), ORGANISATION, language="en"))[0]
    assert "No meal is planned for this camp." in page


def test_same_bytes() -> None:
    assert kitchen.pdf(COUNT, ORGANISATION) == kitchen.pdf(COUNT, ORGANISATION)
