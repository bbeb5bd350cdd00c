"""The kitchen's sheet: how many are expected at each meal, and room to write how many were served."""

from itertools import groupby

from organizer_app.domain.papers import KitchenCount, Meal
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, group_digits, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Cell, Column, gap, nothing, publish, signatures, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import Paper, Style, mm

MEAL_NAMES = {
    "breakfast": N_("Breakfast"),
    "lunch": N_("Lunch"),
    "tea": N_("Tea"),
    "dinner": N_("Dinner"),
}


def pdf(count: KitchenCount, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, a table a day. Blank cells are for the pen: cooked, served, left over."""
    with in_language(language):
        frame = Frame(N_("Meal count"), organisation, count.camp, printed_at)
        paper = frame.paper()
        if not count.meals:
            return publish(paper, frame, [nothing(paper, frame, _("No meal is planned for this camp."))])
        blocks: list[Block] = []
        for day, meals in groupby(count.meals, key=lambda meal: meal.day):
            blocks += [_day(frame, day_text(day, weekday=True)), *_meals(frame, list(meals)), gap(6 * mm)]
        blocks.append(signatures(frame, [_("Kitchen in-charge"), _("Camp in-charge")]))
        return publish(paper, frame, blocks)


def _day(frame: Frame, words: str) -> Block:
    def draw(paper: Paper, y: float) -> None:
        paper.text(frame.left, y - 7.5 * mm, words, Style("bold", 13))

    return Block(10.5 * mm, draw, with_next=True)


def _meals(frame: Frame, meals: list[Meal]) -> list[Block]:
    big = Style("bold", 13)
    columns = [
        Column(N_("Meal"), 40, style=Style("semibold", 11.5)),
        Column(N_("Expected"), 22, "center", big),
        Column(N_("Came"), 22, "center", big),
        *(Column(title, 22) for title in (N_("Cooked"), N_("Served"), N_("Left over"))),
        Column(N_("Remark"), 34),
    ]
    rows: list[list[Cell]] = [
        [
            _(MEAL_NAMES.get(meal.kind, meal.kind)),
            group_digits(meal.expected),
            "" if meal.came is None else group_digits(meal.came),
            "",
            "",
            "",
            "",
        ]
        for meal in meals
    ]
    return table(frame, columns, rows, row_height=12 * mm, grid=True)
