"""Sections of the settings about rights: the log of access, whom to keep, the notices, the role of this laptop."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import select, update

from organizer_app.domain import roles
from organizer_app.models import Member
from organizer_app.services import audit, notices
from tests.conftest import District
from tests.ui.settings.test_settings_page import context, page, rest
from ui.pages_list import Context
from ui.settings.access import AccessSection
from ui.settings.handover import HandoverSection
from ui.settings.laptop import LaptopSection
from ui.settings.notices import NoticesSection
from ui.settings.page import SettingsPage
from ui.settings.review import ReviewSection

__all__ = ["context", "page", "rest"]
Rest = Callable[[], None]


def people(district: District, count: int = 2) -> list[tuple[bytes, str]]:
    with district.store.reading() as session:
        return [(i, n) for i, n in session.execute(select(Member.id, Member.name).order_by(Member.n).limit(count))]


def words(section: AccessSection | ReviewSection) -> str:
    return "\n".join(w.text() for w in section.findChildren(QLabel))


def test_the_log_is_shown_narrowed_and_printed(
    page: SettingsPage, district: District, rest: Rest, tmp_path: Path
) -> None:
    (one, name), (two, _other) = people(district)
    with district.store.transaction("x") as session:
        audit.record(session, act="view_phone", subject=one)
        audit.record(session, act="correct", subject=two, reason="wrong village")
        for _n in range(60):
            audit.record(session, act="export", people=25, reason="camp calls")
    page.open_place("access")
    rest()
    section = page.section()
    assert isinstance(section, AccessSection)
    assert (len(section.shown.lines), section.shown.total) == (50, 62)
    section._on_more()
    rest()
    assert "wrong village" in words(section)
    section.act.set_value("view_phone")
    section.act.changed.emit()
    rest()
    assert [line.name for line in section.shown.lines] == [name]
    for file in ("log.pdf", "log.csv"):
        section.save_to(tmp_path / file)
        rest()
    assert (tmp_path / "log.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "log.csv").read_text("utf-8-sig").count("\n") == 2
    section.by.set_value("nobody")
    section.by.changed.emit()
    rest()
    assert section.shown.total == 0


def test_whom_to_keep_is_decided_one_by_one(page: SettingsPage, district: District, rest: Rest) -> None:
    first = people(district, 3)
    with district.store.applying() as session:
        ids = [i for i, _name in first]
        session.execute(update(Member).where(Member.id.in_(ids)).values(status="lead", changed_at=1))
    page.open_place("review")
    rest()
    section = page.section()
    assert isinstance(section, ReviewSection)
    assert section.page.total == 3
    who = section.page.people[0]
    section.keep(who)
    rest()
    assert section.page.total == 3
    assert "type why this person is kept" in words(section)
    section.reason.set_value("comes to the next camp")
    section.keep(who)
    rest()
    assert section.page.total == 2
    gone = section.page.people[0].id
    section.take_off(section.page.people[0])
    rest()
    assert section.page.total == 1
    section.undo()
    rest()
    with district.store.reading() as session:
        assert session.scalar(select(Member.archived_at).where(Member.id == gone)) is None


def test_own_words_of_a_notice_are_put_in_force(
    page: SettingsPage, district: District, rest: Rest, tmp_path: Path
) -> None:
    page.open_place("notices")
    rest()
    section = page.section()
    assert isinstance(section, NoticesSection)
    assert "We write down" in section.form.values()["text_en"]
    section.form.save()
    rest()
    assert "in force already" in "".join(w.text() for w in section.findChildren(QLabel))
    section.form.set_values({"text_en": "We keep your name."})
    section.form.save()
    rest()
    with district.store.reading() as session:
        assert notices.current(session, purpose="membership").text_en == "We keep your name."
    section.save_to(tmp_path / "form.pdf")
    rest()
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")


def test_the_role_of_this_laptop_is_kept(page: SettingsPage, rest: Rest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "_role", roles.ORGANISER)
    page.open_place("laptop")
    rest()
    section = page.section()
    assert isinstance(section, LaptopSection)
    section.form.set_values({"role": "operator"})
    section.form.save()
    rest()
    assert roles.role() == "operator"
    assert section.context.choices.settings.role == "operator"


@pytest.mark.parametrize("role", [roles.ORGANISER, roles.VIEWER])
def test_handing_over_leaves_no_widget_behind(page: SettingsPage, context: Context, rest: Rest, role: str) -> None:
    """Whoever may not hand over sees a sentence; what stands nowhere would be kept until the program ends."""
    roles.use_role(role)
    before = set(map(_address, QApplication.topLevelWidgets()))
    section = HandoverSection(page.shell, context)
    shiboken6.delete(section)
    rest()
    roles.use_role(roles.ORGANISER)
    assert [type(one).__name__ for one in QApplication.topLevelWidgets() if _address(one) not in before] == []


def _address(widget: QWidget) -> int:
    """Where Qt has it: what stands for it in Python may be made anew each time it is asked for."""
    return int(shiboken6.getCppPointer(widget)[0])
