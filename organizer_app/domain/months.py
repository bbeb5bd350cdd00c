"""The weeks of a month, for calendars on screen and on paper."""

from datetime import date, timedelta


def last_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)


def month_weeks(first: date) -> list[list[date]]:
    """The weeks of the month of a day, Monday first, filled up with the days before and after; four to six of them."""
    first = first.replace(day=1)
    start = first - timedelta(first.weekday())
    count = (last_of_month(first) - start).days // 7 + 1
    return [[start + timedelta(7 * week + day) for day in range(7)] for week in range(count)]
