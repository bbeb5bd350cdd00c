"""What the shapes of the grid mean."""

from PySide6.QtWidgets import QWidget

from organizer_app.domain.attendance import ABSENT, EXCUSED, LATE, PRESENT
from organizer_app.domain.words import translate as _
from ui.attendance.cells import Look, Swatch
from ui.shared.labels import label
from ui.shared.layout import Flow, box, row


def legend() -> QWidget:
    """A line of shapes with their words."""
    looks = (
        (_("came"), Look(PRESENT)),
        (_("late"), Look(LATE)),
        (_("absent"), Look(ABSENT)),
        (_("excused"), Look(EXCUSED)),
        (_("walk-in"), Look(walk_in=True)),
        (_("not expected"), Look(expected=False)),
    )
    made = box(Flow(*(box(row(Swatch(look), label(text, "small"), gap=6)) for text, look in looks), gap=14))
    made.setAccessibleName(_("What the shapes mean"))
    return made
