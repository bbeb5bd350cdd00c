"""The form that shares a goal out: by population, equally, or by hand, with what is left over always in view."""

from functools import partial
from typing import TYPE_CHECKING, Any

from organizer_app.domain.boards import Board, Standing
from organizer_app.domain.targets import rest
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import targets
from organizer_app.services.targets import Share
from ui.shared.field import ChoiceField, NumberField, Option
from ui.shared.form import Form
from ui.shared.labels import label, retone
from ui.shared.records import Records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_BY_HAND = 60  # places that are typed one by one; more come from a table


class ShareForm(Form):
    """`goals()` are the shares as they stand in the form, `how()` where they came from."""

    def __init__(self, records: Records, board: Board, one: Standing) -> None:
        self._records, self._board, self._one = records, board, one
        self._shares: tuple[Share, ...] = ()
        self._areas: dict[str, bytes] = {}
        self._is_first = True
        ways = [
            Option(targets.POPULATION, _("By population")),
            Option(targets.EQUAL, _("Equally")),
            Option(targets.HAND, _("By hand")),
        ]
        super().__init__([ChoiceField("how", _("How"), ways)], save_text=_("Set the shares"), buttons=False)
        self._rest = label("", "small", wrap=True)
        self._add(self._rest)
        self.fields["how"].changed.connect(self._ask)
        self._ask()

    def how(self) -> str:
        """By which way; shares that somebody changed are by hand."""
        chosen: str = self.fields["how"].value()
        goals = self.goals()
        return chosen if all(goals[share.area] == share.goal for share in self._shares) else targets.HAND

    def goals(self) -> dict[bytes, int]:
        """What each place gets."""
        if len(self._shares) > MOST_BY_HAND:
            return {share.area: share.goal for share in self._shares}
        return {self._areas[key]: self.fields[key].value() or 0 for key in self._areas}

    def _ask(self) -> None:
        how = self.fields["how"].value()
        work = partial(_shares, board=self._board, one=self._one, how=how)
        self._records.read(work, done=self._on_shares, failed=self._on_failed, owner=self, latest="shares")

    def _on_failed(self, sentence: str) -> None:
        if self._is_first:  # who only opened the form made no mistake
            self._is_first = False
            self.fields["how"].set_value(targets.EQUAL)
            self._ask()
            return
        self.fields["how"].show_problem(sentence)

    def _on_shares(self, shares: tuple[Share, ...]) -> None:
        self._is_first = False
        self.fields["how"].show_problem("")
        self._shares = shares
        for number, share in enumerate(shares if len(shares) <= MOST_BY_HAND else ()):
            key = f"share{number}"
            if key not in self.fields:
                one = NumberField(key, share.name, high=targets.MOST)
                one.changed.connect(self._tell)
                self.fields[key] = one
                self._add(one)
            self._areas[key] = share.area
            self.fields[key].set_value(share.goal)
        self._tell()

    def _tell(self) -> None:
        left = rest(self._one.goal or 0, list(self.goals().values()))
        if left > 0:
            words = _("{n} of the goal are in no share yet.").format(n=group_digits(left))
        elif left < 0:
            words = _("The shares are {n} more than the goal.").format(n=group_digits(-left))
        else:
            words = _("The shares add up to the goal.")
        if len(self._shares) > MOST_BY_HAND:
            many = _("{n} places: to set them one by one, use a table.").format(n=group_digits(len(self._shares)))
            words = f"{words} {many}"
        self._rest.setText(words)
        retone(self._rest, "tone", "warn" if left else "")

    def _add(self, widget: Any) -> None:
        grid: Any = self.layout()
        grid.addWidget(widget, grid.rowCount(), 0)


def _shares(session: "Session", *, board: Board, one: Standing, how: str) -> tuple[Share, ...]:
    """Equal shares to begin with where somebody wants to type them, or those that stand already."""
    assert board.drive is not None
    found = targets.shares(
        session,
        drive=board.drive.id,
        area=board.area,
        what=one.what,
        how=targets.EQUAL if how == targets.HAND else how,
    )
    if how != targets.HAND:
        return found
    known = targets.standing(session, drive=board.drive.id, areas_=[share.area for share in found])
    standing = {area: goals[one.what].goal for area, goals in known.items() if one.what in goals}
    return tuple(Share(s.area, s.name, 0, standing.get(s.area, 0)) for s in found) if standing else found
