"""What was done on this laptop, newest first, each act with its undo."""

from collections.abc import Sequence
from functools import partial
from textwrap import shorten
from typing import Any

from PySide6.QtWidgets import QFrame

from organizer_app.domain import roles
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import history
from organizer_app.services.history import Done
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.labels import label, pill
from ui.shared.layout import box, clear, column, row
from ui.shared.page import Shell
from ui.shared.when import said_when

SHOWN, LONGEST = 50, 90
VERBS = {
    "attendance.mark": N_("Marked attendance"),
    "attendance.mark_rest": N_("Marked everyone else"),
    "attendance.unmark": N_("Took marks back"),
    "audit.record": N_("Looked at a number"),
    "camps.add": N_("Planned a camp"),
    "camps.add_session": N_("Added a session"),
    "camps.ask": N_("Asked districts for people"),
    "camps.cancel": N_("Cancelled a camp"),
    "camps.edit": N_("Changed a camp"),
    "camps.edit_session": N_("Changed a session"),
    "camps.remove_session": N_("Took a session out"),
    "camps.substitute_trainer": N_("Changed a trainer"),
    "camps.take_over": N_("Took a camp over"),
    "camps.withdraw": N_("Asked a district no more"),
    "committees.set_all": N_("Set the seats of a level"),
    "committees.set_seats": N_("Set the seats of an office"),
    "committees.set_usual": N_("Back to the usual seats"),
    "conflicts.resolve": N_("Decided a double change"),
    "consents.record": N_("Recorded consent"),
    "consents.record_many": N_("Recorded consent"),
    "day_closes.close": N_("Closed a day"),
    "day_closes.reopen": N_("Opened a day again"),
    "day_pages.return_all": N_("Pages came back"),
    "directives.acknowledge": N_("Acknowledged a directive"),
    "directives.add": N_("Gave a directive"),
    "directives.answer": N_("Answered a directive"),
    "directives.close": N_("Closed a directive"),
    "duties.add": N_("Put a shift on the duty list"),
    "duties.remove": N_("Took a shift off the duty list"),
    "duplicates.tell_apart": N_("Told two people apart"),
    "erasing.erase": N_("Erased a person"),
    "erasing.reapply": N_("Erased people again after a restore"),
    "expenses.add": N_("Wrote down an expense"),
    "expenses.edit": N_("Changed an expense"),
    "expenses.remove": N_("Took an expense out"),
    "handover.begin": N_("Named who takes over"),
    "handover.finish": N_("Handed the laptop over"),
    "handover.forget": N_("Begun no handover"),
    "handover.note": N_("Handed something over"),
    "history.undo": N_("Undid"),
    "invitations.answer": N_("Recorded answers"),
    "invitations.invite": N_("Invited people"),
    "invitations.invite_one": N_("Invited a person"),
    "invitations.invite_people": N_("Invited people"),
    "invitations.remove": N_("Took people off a list"),
    "invitations.substitute": N_("Put somebody in another's place"),
    "joining.place": N_("Joined HQ"),
    "lists.remove": N_("Removed a list"),
    "labels.set": N_("Named levels"),
    "laptop_date.say_right": N_("Said that the laptop's date is right"),
    "lists.rename": N_("Renamed a list"),
    "lists.save": N_("Kept a list"),
    "marks_files.read": N_("Took marks from another laptop"),
    "members.add": N_("Added a person"),
    "members.archive": N_("Took people off the roster"),
    "members.columns": N_("Chose columns"),
    "members.edit": N_("Changed a person"),
    "drives.begin": N_("Began a drive"),
    "drives.begin_from": N_("Began a drive from a template"),
    "drives.edit": N_("Changed a drive"),
    "drives.end": N_("Took a drive out"),
    "groups.add": N_("Listed a group"),
    "groups.archive": N_("Took groups out"),
    "groups.checked": N_("Saw a group"),
    "groups.edit": N_("Changed a group"),
    "groups.export": N_("Saved groups as a file"),
    "groups.import": N_("Read a list of groups"),
    "groups_counts.said": N_("Wrote down how many groups"),
    "targets.put": N_("Set a goal"),
    "targets.share_out": N_("Set goals of several places"),
    "targets.take_back": N_("Took a goal back"),
    "members.export": N_("Saved people as a file"),
    "members.import": N_("Imported a list"),
    "members.print": N_("Printed people"),
    "members_import.run": N_("Imported a roster"),
    "merging.merge": N_("Merged two entries"),
    "merging.unmerge": N_("Took a merged entry apart"),
    "moves.died": N_("Wrote down a death"),
    "moves.expelled": N_("Wrote down an expulsion"),
    "moves.left": N_("Wrote down who left"),
    "moves.returned": N_("Took somebody back"),
    "moves.transfer": N_("Moved people"),
    "name_guesses.confirm": N_("Confirmed guessed names"),
    "notices.add": N_("Changed a notice"),
    "operators.minutes": N_("Changed when the window locks"),
    "operators.put_out": N_("Put somebody out of this laptop"),
    "organisation.rename": N_("Named the organisation"),
    "organisation.set_home_area": N_("Chose the own area"),
    "organisation.set_logo": N_("Changed the logo"),
    "pins.add": N_("Added somebody who works here"),
    "pins.edit": N_("Changed a role"),
    "pins.give": N_("Gave a PIN"),
    "pins.note": N_("Typed a PIN"),
    "pins.regain": N_("Opened with the passphrase or recovery code"),
    "person_export.hand_out": N_("Gave out a person's data"),
    "person_export.save": N_("Gave out a person's data"),
    "posts.appoint": N_("Gave an office"),
    "posts.end": N_("Ended an office"),
    "posts.hand_over": N_("Handed an office over"),
    "retention.keep": N_("Kept somebody after a review"),
    "sheets.freeze": N_("Froze a list"),
    "sheets.record_count": N_("Counted signatures"),
    "sheets.record_print": N_("Printed sheets"),
    "sheets.record_return": N_("A page came back"),
    "sync_state.dismiss": N_("Put away what HQ refused"),
    "walk_ins.add": N_("Added a walk-in"),
    "wings.add": N_("Added a wing"),
    "wings.archive": N_("Took a wing out of the list"),
    "wings.bring_back": N_("Brought a wing back"),
    "wings.edit": N_("Changed a wing"),
}


class HistorySection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.acts: Sequence[Done] = ()
        self._list = column(gap=0)
        text = _("The last {n} things. Undo takes one back as long as nobody changed the same since.")
        self.show_cards(titled(_("What was done"), text.format(n=SHOWN), box(self._list)))

    def refresh(self) -> None:
        self.records.read(partial(history.acts, limit=SHOWN), done=self._on_acts, owner=self, latest="acts")

    def take_back(self, act: Done) -> None:
        """Undoes one act."""
        self.write("history.undo", partial(history.undo, tx=act.tx), _("Undone."), done=self._on_done)

    def _on_done(self, _about: str) -> None:
        self.refresh()

    def _on_acts(self, acts: Sequence[Done]) -> None:
        self.acts = acts
        clear(self._list)
        for act in acts:
            self._list.addWidget(self._line(act))
        if not acts:
            self._list.addWidget(label(_("Nothing was done yet."), "muted"))

    def _line(self, act: Done) -> QFrame:
        title = label(_(VERBS.get(act.verb, act.verb)), "strong", wrap=True)
        facts = (shorten(act.about, LONGEST, placeholder=" …"), act.user, said_when(act.at))
        about = label("  ·  ".join(part for part in facts if part), "small", wrap=True)
        items: list[Any] = [(column(title, about, gap=0), 1)]
        if act.erased and not act.undone:
            items.append(label(_("A person was erased: this stays."), "small"))
        elif act.undone:
            items.append(pill(_("undone")))
        elif act.undoable and act.verb != "history.undo":
            needs = roles.lacking(roles.role(), act.kinds or ("members",))
            take_back = button(_("Undo"), kind="ghost", icon="undo", needs=needs, on=partial(self.take_back, act))
            take_back.setAccessibleName(f"{_('Undo')}: {title.text()}, {act.about}")
            items.append(take_back)
        return box(row(*items, gap=10, margins=(0, 6, 0, 6)))
