"""What a person did and what was done to the record: camps, merged entries, and the history with its undo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame

from organizer_app.domain import phones
from organizer_app.domain.invitations import COMING, state_name
from organizer_app.domain.phones import on_screen, typed_on_screen
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services.members_camps import CampOf
from organizer_app.services.members_history import Line, Step
from ui.members.titles import moment, title
from ui.shared.buttons import button
from ui.shared.labels import label, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.records import Records

HISTORY_SHOWN, CAMPS_SHOWN = 12, 8


def camps(of: Sequence[CampOf]) -> list[Item]:
    """The section of camps: where the person came, and where they were only asked to come."""
    shown: list[Item] = [label(_("Camps"), "heading")]
    shown += [_camp(one) for one in of[:CAMPS_SHOWN]] or [label(_("Asked to no camp so far."), "small")]
    more = len(of) - CAMPS_SHOWN
    return [*shown, label(_("+{n} more").format(n=group_digits(more)), "small")] if more > 0 else shown


def _camp(one: CampOf) -> QFrame:
    if one.came:
        said = _("{n} of {all} sessions").format(n=group_digits(one.came), all=group_digits(one.sessions))
        state = pill(said, "ok")
    else:
        state = pill(state_name(one.state), "info" if one.state in COMING else "")
    lines = column(label(one.title, "strong", wrap=True), label(day_text(one.from_on), "small"), gap=0)
    return box(row((lines, 1), state, gap=8))


def entries(names: Sequence[str]) -> list[Item]:
    """The names under which the person was entered before; nothing where there was one entry."""
    if not names:
        return []
    return [label(_("Merged entries"), "heading"), label(", ".join(names), "small", wrap=True)]


def history(steps: Sequence[Step], take_back: Callable[[int], object], *, asked: bool) -> list[Item]:
    """The section of the history, newest first. `asked`: numbers were asked for, where the role does not see them."""
    return [label(_("History"), "heading"), *(_step(step, take_back, asked) for step in steps[:HISTORY_SHOWN])]


def undoing(
    records: Records, say: Callable[[str], object], refuse: Callable[[str], object], owner: QObject
) -> Callable[[int], object]:
    """What the buttons of the history do: take one act back and say so, or why it can't be."""

    def take_back(tx: int) -> None:
        def done(about: str) -> None:
            say(_("Taken back: {about}").format(about=about))

        records.undo(tx=tx, done=done, failed=refuse, owner=owner)

    return take_back


def _step(step: Step, take_back: Callable[[int], object], asked: bool) -> QFrame:
    laptop = _("laptop {letter}").format(letter=step.laptop) if step.laptop else _("another laptop")
    lines: list[Item] = [label(" · ".join(filter(None, (moment(step.at), step.user, laptop))), "caption", wrap=True)]
    if step.added:
        lines.append(label(_("Added to the roster"), "small"))
    elif not step.lines:
        lines.append(label(_("Changed; what it was is in the history of that laptop."), "small", wrap=True))
    lines += [label(_line(line, asked), "small", wrap=True) for line in step.lines]
    undo: list[Item] = []
    if step.tx is not None and not step.added:
        tx = step.tx
        made = button(
            kind="icon", icon="undo", tip=_("Take this change back"), needs=May.CHANGE, on=lambda: take_back(tx)
        )
        undo.append(made)
    return box(row((column(*lines, gap=0), 1), *undo, gap=4))


def _line(line: Line, asked: bool) -> str:
    if line.field == "archived_at":
        return _("Taken off the roster") if line.after else _("Put back on the roster")
    values = {"field": title(line.field), "before": line.before, "after": line.after}
    if line.field == "phones":
        values |= {part: _numbers(values[part], asked) for part in ("before", "after")}
    if not line.after:
        return _("{field}: “{before}” removed").format(**values)
    if not line.before:
        return f"{values['field']}: {line.after}"
    return f"{values['field']}: {line.before} » {line.after}"


def _numbers(cell: str, asked: bool) -> str:
    """The numbers of a cell as the role sees them."""
    shown = (
        on_screen(phone.number, asked=asked) or typed_on_screen(phone.raw, asked=asked) for phone in phones.read(cell)
    )
    return ", ".join(shown)
