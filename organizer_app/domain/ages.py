"""Under eighteen: what a year of birth leaves possible. Section 9 of the Digital Personal Data Protection Act, 2023."""

from datetime import date

ADULT = 18  # years


def last_adult_year(day: date) -> int:
    """The latest year of birth with which everybody is of age on a day, whenever in the year they were born."""
    return day.year - ADULT - 1


def may_be_minor(birth_year: int | None, day: date) -> bool:
    """Whether somebody may be under eighteen on a day; an unknown year says nothing."""
    return birth_year is not None and birth_year > last_adult_year(day)
