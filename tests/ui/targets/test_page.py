"""The page of targets: numbers equal to the board, goals set, shared and taken back, drives begun and ended."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from organizer_app.domain.areas import area_id
from organizer_app.domain.boards import What
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.domain.words import group_digits
from organizer_app.models import Audit, Member
from organizer_app.services import boards, consents, counters, drives, targets
from tests.ui.targets.conftest import Desk
from ui.shared.field import Option
from ui.shared.pick import ManyField
from ui.shared.picture import PictureField

MEMBERS = What("members")


def goal(desk: Desk, area: bytes, what: What = MEMBERS) -> int | None:
    with desk.records.store.reading() as session:
        found = targets.of_area(session, drive=desk.drive, area=area).get(what)
    return found.goal if found else None


def blocks(desk: Desk) -> list[bytes]:
    with desk.records.store.reading() as session:
        return [place.id for place in targets.lower(session, area=desk.home)]


def test_the_lines_are_those_of_the_board_and_lead_down_and_up(desk: Desk) -> None:
    page = desk.page
    with desk.records.store.reading() as session:
        board = boards.board(session, drive=desk.drive, area=desk.home, day=today())
    assert page.board is not None
    assert [(s.what, s.now, s.goal, s.due) for s in page.board.standings] == [
        (s.what, s.now, s.goal, s.due) for s in board.standings
    ]
    page.open_line(MEMBERS)
    desk.rest()
    assert page.pane.places is not None
    assert page.pane.lower is not None
    assert [one.area for one in page.pane.lower.places] == blocks(desk)
    first = page.pane.lower.places[0]
    page.pane.place_asked.emit(first.area)
    desk.rest()
    assert page.board is not None
    assert (page.board.area, page.board.standings[0].now) == (first.area, first.now)
    page.go_up()
    desk.rest()
    assert page.board is not None
    assert page.board.area == desk.home


def test_a_goal_is_changed_and_undone(desk: Desk) -> None:
    before = goal(desk, desk.home)
    desk.page.open_line(MEMBERS)
    desk.rest()
    desk.press("Change")
    desk.save(goal=999)
    assert goal(desk, desk.home) == 999
    assert desk.page.board is not None
    assert desk.page.board.standings[0].goal == 999
    assert desk.page.undo()
    desk.rest()
    assert goal(desk, desk.home) == before


def test_a_goal_of_a_wing_for_a_part_of_the_drive_is_a_line_of_its_own(desk: Desk) -> None:
    page = desk.page
    page.forms.goal(page.board, page.wings)  # type: ignore[arg-type]  # there is a board
    wing = page.wings[0]
    desk.save(measure="members", goal=40, wing=wing.value, first=today(), last=today())
    assert page.board is not None
    (line,) = (one for one in page.board.standings if one.what.wing)
    assert (line.goal, line.what.first, line.what.last) == (40, today(), today())
    assert wing.text in line.name


def test_a_goal_is_shared_out_by_hand_with_the_rest_in_view(desk: Desk) -> None:
    desk.page.open_line(MEMBERS)
    desk.rest()
    desk.press("Share out")
    form = desk.page.forms.form
    assert form is not None
    assert form.fields["how"].value() == "equal", "nobody told the populations"
    form.fields["how"].set_value("population")
    form.fields["how"].changed.emit()
    desk.rest()
    assert "population" in form.fields["how"]._below.text()
    form.fields["how"].set_value("equal")
    form.fields["how"].changed.emit()
    desk.rest()
    keys = [key for key in form.fields if key.startswith("share")]
    assert sum(form.fields[key].value() for key in keys) == goal(desk, desk.home)
    form.fields[keys[0]].set_value(form.fields[keys[0]].value() - 5)
    form.fields[keys[0]].changed.emit()
    assert form._rest.text() == "5 of the goal are in no share yet."  # type: ignore[attr-defined]
    desk.save()
    with desk.records.store.reading() as session:
        assert targets.left_over(session, drive=desk.drive, area=desk.home, what=MEMBERS) == 5
        found = targets.of_area(session, drive=desk.drive, area=blocks(desk)[0])[MEMBERS]
    assert found.how == targets.HAND


def test_a_goal_is_taken_back_and_comes_again(desk: Desk) -> None:
    before = goal(desk, desk.home)
    desk.page.open_line(MEMBERS)
    desk.rest()
    desk.press("Take back")
    assert goal(desk, desk.home) is None
    assert desk.page.undo()
    desk.rest()
    assert goal(desk, desk.home) == before


def test_goals_from_a_table_name_each_wrong_row(desk: Desk, tmp_path: Path) -> None:
    said: list[str] = []
    desk.page.forms.told.connect(said.append)
    file = tmp_path / "goals.csv"
    file.write_text("area,measure,goal\n339,members,many\nNowhere,members,5\n", encoding="utf-8")
    with desk.records.store.reading() as session:
        drive = drives.get(session, id=desk.drive)
    desk.page.forms.take_file(drive, file)
    desk.rest()
    assert "2 rows are wrong, so no goal was set. Row 2: Goal: “many”" in said[0]
    assert "Row 3:" in said[0]
    file.write_text("area,measure,goal\n339,members,321\n", encoding="utf-8")
    desk.page.forms.take_file(drive, file)
    desk.rest()
    assert goal(desk, desk.home) == 321


def test_the_first_drive_begins_from_the_template_that_says_its_goals(empty_desk: Desk) -> None:
    page = empty_desk.page
    empty_desk.press("Begin a drive")
    form = page.forms.form
    assert form is not None
    hint = form.fields["template"]._below.text()
    assert "Members: 5,00,000" in hint
    assert "Volunteers: 1,000 in each" in hint
    assert "Groups kept: 10 for each of: Members" in hint
    empty_desk.save(missed_call="1800123456789")
    assert "the template has goals for each Lok Sabha" in form.fields["template"]._below.text(), "a district has none"
    empty_desk.save(area=Option(area_id("state", "20"), "Jharkhand"))
    page.open_place(area_id("state", "20"))
    empty_desk.rest()
    assert page.board is not None
    assert page.board.drive is not None
    assert dict(page.board.drive.numbers)["missed_call"] == "1800123456789"
    assert page.board.standings[0].goal == 500_000
    assert page.undo()
    empty_desk.rest()
    assert page.board is None or page.board.drive is None


def test_a_drive_in_own_words_is_changed_and_ended(empty_desk: Desk, tmp_path: Path) -> None:
    page = empty_desk.page
    empty_desk.press("Begin a drive")
    empty_desk.save(template="", title_en="Door to door", first=today(), last=today())
    assert page.board is not None
    assert page.board.drive is not None
    page.change_drive()
    empty_desk.rest()
    empty_desk.save(colours="green")
    form = page.forms.form
    assert form is not None
    assert "“green” is no colour" in form.fields["colours"]._below.text()
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    assert picture.save(str(tmp_path / "flag.png"))
    flag, wings = form.fields["flag"], form.fields["wings"]
    assert isinstance(flag, PictureField)
    assert isinstance(wings, ManyField)
    (tmp_path / "no.png").write_bytes(b"no picture")
    flag.take_file(tmp_path / "no.png")
    assert "no picture that can be read" in flag._below.text()
    flag.take_file(tmp_path / "flag.png")
    wing = page.wings[0]
    empty_desk.save(
        weekly=[6], colours="#0B655B", title_en="From door to door", wings=[id_text(wing.value)], measures=["members"]
    )
    assert page.board.drive is not None
    assert (page.board.drive.title, page.board.drive.weekly) == ("From door to door", {6})
    assert page.board.drive.measures == ("members",)
    with empty_desk.records.store.reading() as session:
        row = drives.record(session, page.board.drive.id)
        assert (row.wings, row.flag is not None, row.logo) == ([id_text(wing.value)], True, None)
    page.change_drive()
    empty_desk.rest()
    again = page.forms.form
    assert again is not None
    assert again.values()["flag"] == row.flag, "what is not changed stays"
    empty_desk.save(brand_en="Door")
    with empty_desk.records.store.reading() as session:
        kept = drives.record(session, page.board.drive.id)
        assert (kept.flag, kept.wings, kept.brand_en) == (row.flag, row.wings, "Door")
    page.acts.menu.button.click()
    page.forms.end(page.board.drive)
    empty_desk.rest()
    assert page.board is None
    assert page.undo()
    empty_desk.rest()
    assert page.board is not None


def test_what_is_shown_is_saved_as_table_picture_and_paper(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    page.acts.save_table(tmp_path / "a.csv")
    page.acts.save_picture(tmp_path / "a.png")
    page.acts.print_board()
    desk.rest()
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Place,Code,What,So far")
    assert page.board is not None
    assert lines[1].split(",")[2:4] == ["Members", str(page.board.standings[0].now)]
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert page._preview is not None
    assert page._preview.isVisible()


def test_how_sure_the_numbers_are_and_whom_to_call_back(desk: Desk) -> None:
    page = desk.page
    page.show_honest()
    desk.rest()
    assert page.board is not None
    assert page.board.drive is not None
    with desk.records.store.reading() as session:
        found = counters.honest(session, area=desk.home, since=page.board.drive.first, day=today())
    assert page.honest.found == found
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    for number in (*found.steps, *found.flags):
        assert group_digits(number) in shown
    page.refresh()
    desk.rest()
    assert page._pane.title() == "How sure the numbers are", "what comes does not take the pane"
    desk.press("People to call back")
    desk.save(number=5)
    assert page._preview is None, "whole numbers need a reason"
    desk.save(reason="are they there")
    form = page.forms.form
    assert form is not None
    assert form.fields["number"]._below.text() == str(RuleBroken(counters.NOBODY)), "nobody agreed to be called"
    with desk.records.store.transaction("consents.record") as session:
        for member in session.scalars(select(Member.id).limit(9)):
            consents.record(session, member=member, purpose=counters.PURPOSE, channel="call")
    desk.save(number=5)
    assert page._preview is not None
    assert page._preview.isVisible()
    with desk.records.store.reading() as session:
        assert "are they there" in {row.reason for row in session.scalars(select(Audit))}
