"""The charge list of a handover: what the laptop holds, what is unfinished, what goes from hand to hand, two names."""

from collections.abc import Sequence
from dataclasses import replace

from organizer_app.domain.handover import ChargeList, OpenCamp
from organizer_app.domain.words import N_, day_text, days_text, group_digits, in_language, moment_text
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, Column, gap, heading, publish, sentence, signatures, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import Paper, Style, mm

_BODY = Style("regular", 10.5)
HANDED = (
    N_("The laptop and its charger"),
    N_("The page with the new recovery code"),
    N_("The pendrive with the backup"),
    N_("Attendance sheets and other papers"),
    N_("Keys of the office and of the cupboard"),
)


def pdf(charge: ChargeList, *, language: str = "hi") -> bytes:
    """A4, as many pages as the camps need; no person of the roster is named."""
    with in_language(language):
        frame = Frame(
            N_("Charge list"),
            charge.organisation,
            heading=_("{giver} to {receiver}").format(giver=charge.giver or "–", receiver=charge.receiver),
            facts=" · ".join(filter(None, (charge.area, day_text(charge.day)))),
        )
        paper = frame.paper()
        blocks: list[Block] = [heading(frame, N_("What the laptop holds"))]
        blocks += table(frame, _TWO, _facts(charge), row_height=6.4 * mm)
        blocks += [gap(4 * mm), heading(frame, N_("Camps that are not over"))]
        blocks += _camps(paper, frame, charge.camps)
        blocks += [gap(4 * mm), heading(frame, N_("From hand to hand"))]
        rows = [(_box, _(thing), "") for thing in HANDED] + [(_box, "", "")]
        columns = [Column("", 1, "center"), Column(N_("What"), 10), Column(N_("Remark"), 8)]
        blocks += table(frame, columns, rows, row_height=7 * mm, grid=True)
        told = _(
            "The old recovery code and the old PIN open this laptop no more; old backups open with the old code until "
            "they are deleted. All records, marks and their history stay on the laptop, each under its maker's name."
        )
        last = [gap(3 * mm), sentence(paper, frame, told, _BODY)]
        blocks += [replace(block, with_next=True) for block in last]  # nobody signs an empty page
        blocks.append(signatures(frame, [_("Handed over by"), _("Taken over by")], [charge.giver, charge.receiver]))
        return publish(paper, frame, blocks)


_TWO = (Column(N_("What"), 10), Column(N_("How it stands"), 14))


def _facts(charge: ChargeList) -> list[Sequence[str]]:
    never = _("never")
    rows = [
        (_("People on the roster"), group_digits(charge.people)),
        (_("Of them without a place"), group_digits(charge.unplaced)),
        (_("Changes not sent to HQ"), group_digits(charge.unsent) if charge.hq else _("This laptop has joined no HQ.")),
        (_("Conflicts to decide"), group_digits(charge.conflicts)),
        (_("Changes that HQ refused"), group_digits(charge.refused)),
        (_("HQ"), charge.hq or "–"),
        (_("Last exchange with HQ"), moment_text(charge.exchanged_at) if charge.exchanged_at else never),
        (_("Last backup"), moment_text(charge.backup_at) if charge.backup_at else never),
        (_("Backup file"), charge.backup_file or "–"),
        (_("Who else works here"), ", ".join(charge.others) or "–"),
    ]
    return [tuple(line) for line in rows]


def _camps(paper: Paper, frame: Frame, camps: Sequence[OpenCamp]) -> list[Block]:
    if not camps:
        return [sentence(paper, frame, _("No camp is open."), _BODY)]
    columns = [Column(N_("Camp"), 9), Column(N_("Days"), 6), Column(N_("How it stands"), 9)]
    rows = [(camp.title, days_text(camp.from_on, camp.to_on), _stands(camp)) for camp in camps]
    return table(frame, columns, rows, row_height=6.4 * mm)


def _stands(camp: OpenCamp) -> str:
    told = []
    if not camp.frozen:
        told.append(_("list not frozen"))
    elif not camp.marked:
        told.append(_("frozen, nobody marked"))
    else:
        told.append(_("marks entered"))
    if camp.open_days:
        told.append(_("days to close: {days}").format(days=", ".join(f"{d.day}/{d.month}" for d in camp.open_days)))
    return ", ".join(told)


def _box(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    side = 4 * mm
    paper.checkbox(x + (width - side) / 2, y + (height - side) / 2, side)
