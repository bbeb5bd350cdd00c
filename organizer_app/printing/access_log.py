"""The log of access to data on paper: who looked at or took out whose data, newest first."""

from collections.abc import Sequence

from organizer_app.domain.audit import Access, act_name
from organizer_app.domain.clock import local_text
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Column, nothing, publish, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import mm


def pdf(lines: Sequence[Access], organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4, a row for each line of the log."""
    with in_language(language):
        said = ngettext("{count} line", "{count} lines", len(lines)).format(count=len(lines))
        frame = Frame(
            N_("Access to data"), organisation, printed_at=printed_at, heading=_("Who looked at what"), facts=said
        )
        paper = frame.paper()
        if not lines:
            return publish(paper, frame, [nothing(paper, frame, _("Nobody has looked at anything yet."))])
        columns = [
            Column(N_("When"), 27),
            Column(N_("By whom"), 28),
            Column(N_("What"), 52),
            Column(N_("Person"), 38),
            Column(N_("Reason"), 45),
        ]
        rows = [
            (
                local_text(line.at),
                (line.by or "–", line.device),
                (act_name(line.act), line.fields),
                line.name or (str(line.people) if line.people else "–"),
                line.reason,
            )
            for line in lines
        ]
        return publish(paper, frame, table(frame, columns, rows, row_height=9.5 * mm))
