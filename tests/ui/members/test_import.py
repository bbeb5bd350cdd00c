"""Bringing a roster in: columns, refusals, the questions, the result, cancel, undo, in both languages."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.errors import Cancelled
from organizer_app.domain.imports import FIELDS
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate
from organizer_app.jobs import duplicates, members_batch, members_check, members_import
from organizer_app.services import members
from tests.ui.members.conftest import Desk
from tests.ui.walk import problems
from ui.members.duplicates import DuplicatesView
from ui.members.import_draft import COLUMNS, FILE, ORIGIN, RESULT
from ui.members.import_origin import OriginStep
from ui.members.import_view import ImportView
from ui.shared.field import ChoiceField
from ui.shared.table import Table


def _words(view: ImportView) -> str:
    return "\n".join(w.text() for w in view.findChildren(QLabel) if w.isVisible())


def _open(desk: Desk, path: Path) -> ImportView:
    desk.page.open_place(path)
    desk.rest()
    return desk.page.imports


def _next(desk: Desk) -> None:
    QTest.mouseClick(desk.page.imports.next, Qt.MouseButton.LeftButton)
    desk.rest()


def _answer(view: ImportView, source: str = "block register", basis: str = "form") -> None:
    view.origin.form.fields["source"].set_value(source)
    view.origin.form.fields["basis"].set_value(basis)


def _lines(view: ImportView) -> list[str]:
    table = next(t for t in view.result.findChildren(Table) if t.isVisible())
    troubles = [table.rows.value(row) for row in range(table.rows.rowCount())]
    return [f"{trouble.row} {trouble.text} | {trouble.below}" for trouble in troubles if trouble is not None]


def test_a_file_comes_in_step_by_step_and_is_taken_back(desk: Desk, roster_file: Path) -> None:
    before = len(desk.rows())
    view = _open(desk, roster_file)
    assert view.draft.step == COLUMNS
    assert "“जाति” is about caste or community" in _words(view)
    assert "2345 6789 0124" not in _words(view)
    assert view.columns.combo(3).currentText() == "Mobile"
    assert "2 need a look" in _words(view)
    _next(desk)
    assert view.draft.step == ORIGIN
    _next(desk)  # nothing answered: both questions are named, nothing begins
    assert view.draft.step == ORIGIN
    assert "Where does the list come from?: please fill this in." in _words(view)
    _answer(view)
    _next(desk)
    assert view.draft.step == RESULT
    assert len(desk.rows()) == before + 4
    run = view.draft.run
    assert run is not None
    assert run.result is not None
    assert (run.result.added, len(run.result.refused)) == (4, 1)
    lines = _lines(view)
    assert lines[0].startswith("4 No name. Write the name and import this row again. | ")
    assert "राम लाल" in lines[0]
    assert "2345 6789 0124" not in lines[0]  # a column that is never taken is not shown either
    assert any("Too few digits" in line for line in lines)
    assert roster_file.with_name("kanke register-rejects.csv").exists()
    added = next(r for r in desk.rows() if r.name == "सुनीता मुंडा" and r.phone == "+919812345678")
    member = desk.member(added.id)
    assert member.source == "block register"
    assert [c.how for c in member.consents] == ["They signed a membership form"]
    QTest.mouseClick(view.undo, Qt.MouseButton.LeftButton)
    desk.rest()
    assert len(desk.rows()) == before
    assert not desk.page._importing()


def test_the_same_file_again_changes_nothing(desk: Desk, roster_file: Path) -> None:
    for _time in range(2):
        view = _open(desk, roster_file)
        _next(desk)
        _answer(view, basis="none")
        _next(desk)
    run = desk.page.imports.draft.run
    assert run is not None
    assert run.result is not None
    assert (run.result.added, run.result.updated) == (0, 0)
    assert not desk.page.imports.undo.isVisible()
    added = next(r for r in desk.rows() if r.phone == "+919812345678")
    assert desk.member(added.id).consents == ()
    _next(desk)
    assert desk.page.roster.asked.sort == "changed"


def test_spellings_that_name_one_place_are_said_beside_their_column(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "blocks.csv"
    path.write_text("नाम,मोबाइल,प्रखंड\nसीता,9820100001,Kanke\nगीता,9820100002,कांके\n", encoding="utf-8-sig")
    view = _open(desk, path)
    assert "2 spellings joined" in _words(view)
    assert "Kanke · कांके" in [w.toolTip() for w in view.findChildren(QLabel) if w.isVisible()]
    assert problems(desk.page) == []


def test_a_column_is_corrected(desk: Desk, roster_file: Path) -> None:
    view = _open(desk, roster_file)
    fields = ["", *FIELDS]

    def pick(column: int, field: str) -> None:
        combo = view.columns.combo(column)
        combo.setCurrentIndex(fields.index(field))
        combo.activated.emit(fields.index(field))

    pick(7, "address")
    pick(1, "")
    assert not view.next.isEnabled()
    assert "Choose which column holds the names" in _words(view)
    pick(2, "name")
    assert view.next.isEnabled()
    mapping = view.draft.mapping
    assert mapping is not None
    assert (mapping.column("name"), mapping.column("address"), mapping.column("notes")) == (2, 7, None)
    with pytest.raises(KeyError):
        view.columns.combo(5)


def test_a_file_that_is_no_table_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    view = _open(desk, path)
    assert view.draft.step == FILE
    assert "scan.pdf is a PDF. Ask for the Excel or CSV file it was made from." in _words(view)


@pytest.mark.parametrize(("legacy", "names"), [("convert", True), ("refuse", False)])
def test_an_old_font_is_converted_or_refused(desk: Desk, tmp_path: Path, legacy: str, names: bool) -> None:
    path = tmp_path / "old.csv"
    typed = ("jke dqekj", "lquhrk nsoh", "jes'k mjkao", "eukst egrks", "fdj.k dqekjh", "lfjrk nsoh")
    path.write_text("Name,Mobile\n" + "".join(f"{t},98123{n}0678\n" for n, t in enumerate(typed)), encoding="utf-8")
    view = _open(desk, path)
    assert "Typed in the old Kruti Dev font: Name" in _words(view)
    choice = next(
        b for b in view.columns.findChildren(QPushButton) if b.text() == ("Convert" if names else "Leave out")
    )
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    _next(desk)
    _answer(view)
    _next(desk)
    found = {r.name for r in desk.rows()}
    assert ("राम कुमार" in found) is names
    assert "jke dqekj" not in found


def test_cancel_keeps_what_came_in_and_going_on_finishes(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_import, "BATCH", 20)
    path = tmp_path / "big.csv"
    write_roster(path, 600, 7, pack="jharkhand")
    view = _open(desk, path)
    _next(desk)
    _answer(view)
    before = len(desk.rows())
    original = members_import._Job.commit

    def slow(*args: object) -> None:
        original(*args)  # type: ignore[arg-type]  # passed on as they came
        time.sleep(0.02)

    monkeypatch.setattr(members_import._Job, "commit", slow)
    QTest.mouseClick(view.next, Qt.MouseButton.LeftButton)
    run = view.draft.run
    assert run is not None
    with qtbot.waitSignal(run.job.progress, timeout=5_000):
        pass
    assert view.result.strip.isVisible()
    cancel = view.result.strip.findChild(QPushButton)
    assert isinstance(cancel, QPushButton)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    desk.rest()
    assert run.stopped
    came_in = len(desk.rows()) - before
    assert 0 < came_in < 600
    assert "Stopped. What came in before stays" in _words(view)
    go_on = next(b for b in view.result.findChildren(QPushButton) if b.text() == "Go on" and b.isVisible())
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    desk.rest()
    again = view.draft.run
    assert again is not None
    assert again.result is not None
    assert again.result.resumed_at > 0
    assert len(desk.rows()) - before > came_in


def test_language_may_change_while_a_file_comes_in(desk: Desk, roster_file: Path) -> None:
    view = _open(desk, roster_file)
    _next(desk)
    _answer(view)
    QTest.mouseClick(view.next, Qt.MouseButton.LeftButton)
    desk.window.use_language("hi")
    desk.rest()
    again = desk.page.imports
    assert again is not view
    assert "नए लोग" in _words(again)
    assert again.next.text() == translate("See the roster")


def test_what_was_answered_stays_over_a_theme(desk: Desk, roster_file: Path) -> None:
    view = _open(desk, roster_file)
    _next(desk)
    source = view.origin.form.fields["source"].focusProxy()
    assert isinstance(source, QLineEdit)
    QTest.keyClicks(source, "typed")
    desk.window.use_theme(True)
    desk.rest()
    again = desk.page.imports
    assert again.draft.step == ORIGIN
    assert again.origin.form.values()["source"] == "typed"


def test_a_file_is_dropped_on_the_page(desk: Desk, roster_file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(roster_file))])
    left = Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    desk.page.dropEvent(drop)
    desk.rest()
    assert desk.page.imports.draft.step == COLUMNS


def test_a_file_is_chosen_in_the_dialog(desk: Desk, roster_file: Path, qtbot: QtBot) -> None:
    desk.page.open_place("import")
    desk.page.imports.file.choose()
    dialog = desk.page.imports.file.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(desk.page.imports.file.picked, timeout=2_000):
        dialog.fileSelected.emit(str(roster_file))
    dialog.reject()
    desk.rest()
    assert desk.page.imports.draft.step == COLUMNS


def test_rejects_that_cannot_be_written_are_saved_elsewhere(desk: Desk, roster_file: Path, tmp_path: Path) -> None:
    roster_file.with_name("kanke register-rejects.csv").mkdir()
    view = _open(desk, roster_file)
    _next(desk)
    _answer(view)
    _next(desk)
    run = view.draft.run
    assert run is not None
    assert "kanke register-rejects.csv can't be written" in _words(view)
    run.write_rejects(tmp_path / "elsewhere.csv")
    desk.rest()
    assert "elsewhere.csv" in _words(view)
    assert "No name." in (tmp_path / "elsewhere.csv").read_text("utf-8-sig")


def test_escape_leaves_the_import(desk: Desk, roster_file: Path) -> None:
    view = _open(desk, roster_file)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not desk.page._importing()


@pytest.mark.parametrize("code", ["en", "hi"])
def test_every_step_walks_clean(desk: Desk, roster_file: Path, qapp: QApplication, code: str) -> None:
    desk.window.use_language(code)
    desk.rest()
    for width, height in ((1366, 690), (1093, 614)):
        desk.window.resize(width, height)
        desk.page.open_place("import")
        desk.rest()
        assert problems(desk.page) == [], ("file", width)
        view = _open(desk, roster_file)
        for _step in (COLUMNS, ORIGIN, RESULT):
            assert problems(desk.page) == [], (view.draft.step, width)
            if view.draft.step == ORIGIN:
                _answer(view)
            if view.draft.step != RESULT:
                _next(desk)
        desk.page._on_import_left(False)


def test_cancel_before_anything_came_in_offers_no_undo_of_an_older_import(
    desk: Desk, roster_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _open(desk, roster_file)
    _next(desk)
    _answer(view)
    _next(desk)
    view = _open(desk, roster_file)
    _next(desk)
    _answer(view)

    def stop(*_args: object, **_more: object) -> None:
        raise Cancelled

    monkeypatch.setattr(members_batch.Batch, "write", stop)
    _next(desk)
    run = view.draft.run
    assert run is not None
    assert run.stopped
    assert run.act is None
    assert not any(b.text() == "Take back what came in" for b in view.result.findChildren(QPushButton) if b.isVisible())


def test_new_people_who_may_be_here_already_are_told_and_looked_at_by_a_key(desk: Desk, tmp_path: Path) -> None:
    person = next(m for m in map(desk.member, (r.id for r in desk.rows())) if m.guardian and m.phones)
    path = tmp_path / "again.csv"
    path.write_text(
        f"नाम,पिता का नाम,मोबाइल\n{person.name} जी,{person.guardian},{person.phones[0].number}\nआन अन्य,,\n", "utf-8"
    )
    with desk.records.store.transaction("members.edit") as session:  # so that the import does not know the person
        members.edit(session, id=person.id, changes={"name": f"{person.name} देवी"})
    view = _open(desk, path)
    _next(desk)
    _answer(view)
    _next(desk)
    run = view.draft.run
    assert run is not None
    assert run.result is not None
    assert run.result.added == 2
    assert run.likely == 1
    assert "1 likely duplicate among the new people." in _words(view)
    assert not view.result.strip.isVisible()
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert any(d.isVisible() for d in desk.page.findChildren(DuplicatesView))


def test_looking_for_them_may_be_stopped(desk: Desk, roster_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_given: object, **_more: object) -> int:
        raise Cancelled

    monkeypatch.setattr(duplicates, "run", stopped)
    view = _open(desk, roster_file)
    _next(desk)
    _answer(view)
    _next(desk)
    run = view.draft.run
    assert run is not None
    assert run.looking is None
    assert not view.result.strip.isVisible()
    assert "likely duplicate" not in _words(view)


def test_what_would_come_of_it_is_counted_over_the_columns(desk: Desk, roster_file: Path) -> None:
    before = len(desk.rows())
    view = _open(desk, roster_file)
    check = view.draft.check
    assert check is not None
    assert (check.rows, check.added, check.updated, check.look) == (5, 4, 0, 3)
    tiles = [label.text() for label in view.columns.findChildren(QLabel) if label.property("role") == "number"]
    assert tiles == ["5", "4", "0", "3"]
    chips = {label.text(): label.toolTip() for label in view.columns.findChildren(QLabel) if label.property("pill")}
    assert chips["1 without a name"] == "No name. Write the name and import this row again."
    assert set(chips["2 need a look"].split("\n")) == {"1 too short", "1 can't be read"}
    assert len(desk.rows()) == before
    _next(desk)
    _answer(view)
    _next(desk)
    run = view.draft.run
    assert run is not None
    assert run.result is not None
    assert run.result.added == check.added


def test_another_mapping_stops_the_count_and_begins_anew(
    desk: Desk, roster_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, int]] = []
    original = members_check.count

    def count(store: Store, progress: Progress, *, plan: members_import.Plan, total: int) -> members_check.Check:
        asked.append({name: guess.column for name, guess in plan.mapping.guesses.items()})
        while "notes" in plan.mapping.guesses:  # the first time until it is told to stop
            progress.step(0)
        return original(store, progress, plan=plan, total=total)

    monkeypatch.setattr(members_check, "count", count)
    desk.page.open_place(roster_file)
    view = desk.page.imports
    deadline = time.monotonic() + 5
    while not asked or "Counting…" not in _words(view):
        QApplication.processEvents()
        assert time.monotonic() < deadline
    assert view.draft.counted is not None
    combo = view.columns.combo(7)
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    desk.rest()
    assert ["notes" in names for names in asked] == [True, False]
    assert "Counting…" not in _words(view)
    assert view.draft.check is not None
    QTest.mouseClick(view.back, Qt.MouseButton.LeftButton)
    assert view._counting is None


def test_a_role_that_records_no_consent_brings_only_people_who_were_not_asked(desk: Desk, qtbot: QtBot) -> None:
    roles.use_role("checker")
    try:
        step = OriginStep(desk.page.records)
        qtbot.addWidget(step)
        basis = step.form.fields["basis"]
        assert isinstance(basis, ChoiceField)
        assert [basis.input.itemText(n) for n in range(basis.input.count())] == ["They were not asked yet"]
        assert not step.form.fields["guardians"].isEnabled()
        assert any("Not with your role (Checker)" in said.text() for said in step.findChildren(QLabel))
    finally:
        roles.use_role(roles.ORGANISER)
