"""What the page says of a board: which day of the drive it is, what the numbers leave out, when they were counted."""

from organizer_app.domain.boards import Board
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.when import said_when


def day_words(board: Board) -> str:
    """ "Day 5 of 29", or that the drive is not begun or over."""
    drive = board.drive
    if drive is None:
        return ""
    if board.day < drive.first:
        left = (drive.first - board.day).days
        return ngettext("begins in {n} day", "begins in {n} days", left).format(n=group_digits(left))
    if drive.is_over(board.day):
        return _("the drive is over")
    at, of = (board.day - drive.first).days + 1, (drive.last - drive.first).days + 1
    return _("day {n} of {all}").format(n=group_digits(at), all=group_digits(of))


def notes(board: Board) -> list[str]:
    """What the numbers leave out, in sentences."""
    found = []
    if board.unknown:
        seats = board.level in ("lok_sabha", "vidhan_sabha")
        text = (
            ngettext("Of {n} person nobody knows where they vote: they are in no number of a seat.",
                     "Of {n} people nobody knows where they vote: they are in no number of a seat.", board.unknown)
            if seats else
            ngettext("Of {n} person nobody knows where they live: they are in no number of a place.",
                     "Of {n} people nobody knows where they live: they are in no number of a place.", board.unknown)
        )  # fmt: skip
        found.append(text.format(n=group_digits(board.unknown)))
    if board.partial:
        text = _("Part of {place} belongs to other laptops. Only the people of this laptop are counted here.")
        found.append(text.format(place=board.area_name))
    return found


def counted_words(board: Board | None, *, busy: bool) -> str:
    """When the numbers were counted, and whether they are counted anew."""
    if board is None or board.counted_at is None:
        return _("Counting for the first time …") if busy else _("Not counted yet")
    said = _("Counted {when}").format(when=said_when(board.counted_at))
    return f"{said}  ·  {_('counting anew …')}" if busy else said
