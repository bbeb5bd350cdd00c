"""The paper of a spot check: groups and numbers said that were drawn, with room for what the keeper says and shows."""

from organizer_app.domain.groups import Drawn, Sample, platform_name
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, group_digits, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Cell, Column, gap, publish, sentence, table
from organizer_app.printing.parts import BODY, Frame
from organizer_app.printing.text import Style, mm

TITLE = N_("Spot check of groups")
HOW = N_(
    "Ask each keeper and look at it together on their phone. Nobody joins a group for this, and nothing said in it is "
    "read or written down. Write what you saw; whoever enters it marks the group as looked at."
)
NOTICE = N_("Only for the organisation's own work. Don't copy it or pass it on; destroy it when it is done with.")


def pdf(sample: Sample, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, a row for each that was drawn; the draw's number stands in the head, so that it can be done again."""
    with in_language(language):
        drawn = _("{n} drawn of {of}").format(n=group_digits(len(sample.lines)), of=group_digits(sample.of))
        draw = _("draw {seed}").format(seed=sample.seed)
        facts = " · ".join(filter(None, (sample.area, drawn, draw, day_text(sample.day))))
        frame = Frame(TITLE, organisation, None, printed_at, heading=_("Are they there, and how many?"), facts=facts)
        paper = frame.paper()
        blocks = [sentence(paper, frame, _(HOW), BODY), gap(3 * mm)]
        blocks += table(
            frame, _COLUMNS, [_row(at, one) for at, one in enumerate(sample.lines, 1)], row_height=11 * mm, grid=True
        )
        return publish(paper, frame, blocks, _(NOTICE))


_COLUMNS = (
    Column(N_("No."), 8, "right"),
    Column(N_("Kept by"), 50, style=Style("semibold", 10)),
    Column(N_("Group"), 52, style=Style("semibold", 10)),
    Column(N_("Said"), 20, "right"),
    Column(N_("Seen"), 20),
    Column(N_("Remark"), 34),
)


def _row(at: int, one: Drawn) -> list[Cell]:
    number = "–" if one.number is None else group_digits(one.number)
    below = _("people in it") if one.name else _("groups")
    where = " · ".join(filter(None, (one.place, one.phone)))
    platform = platform_name(one.platform)
    what: Cell = (one.name, platform) if one.name else (_("a number of groups"), platform)
    return [group_digits(at), (one.keeper, where), what, (number, below if one.number is not None else ""), "", ""]
