"""What a role may not do is off and says why and who may; what it may is as before."""

from typing import Any

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.roles import May
from ui.commands import COMMANDS, found
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.keymap import keys_in
from ui.shared.layout import box, row
from ui.shared.rights import hold, why_not


@pytest.fixture
def viewer() -> Any:
    roles.use_role(roles.VIEWER)
    yield
    roles.use_role(roles.ORGANISER)


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_button_is_on_for_whom_the_table_allows_it(role: str, viewer: None, qtbot: QtBot) -> None:
    roles.use_role(role)
    for act in May:
        made = button("Do it", key="Ctrl+J", tip="Does it", needs=act)
        qtbot.addWidget(made)
        made.setEnabled(True)
        made.setToolTip("else")
        assert made.isEnabled() is roles.may(role, act)
        if not made.isEnabled():
            able = [roles.role_name(code) for code in roles.ROLES if roles.may(code, act)]
            assert made.toolTip() == f"Not with your role ({roles.role_name(role)}). Who may: {', '.join(able)}."


def test_what_needs_nothing_is_on(viewer: None, qtbot: QtBot) -> None:
    made = button("Look")
    qtbot.addWidget(made)
    assert made.isEnabled()
    assert why_not(None) == ""


def test_a_form_that_can_not_be_saved_says_so_before(viewer: None, qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    for needs, count in ((May.CHANGE, 0), (None, 1)):
        form = Form([TextField("name", "Name")], needs=needs)
        qtbot.addWidget(form)
        form.saved.connect(saved.append)
        form.foot_buttons()[1].click()
        form.save()
        assert bool(saved) is bool(count)
        assert form.foot_buttons()[1].isEnabled() is bool(count)


def test_a_key_that_does_nothing_is_not_in_the_map(viewer: None, qtbot: QtBot) -> None:
    page = box(row(button("Freeze", key="Ctrl+J", needs=May.CHANGE), button("Look", key="Ctrl+U")))
    qtbot.addWidget(page)
    assert [key.words for key in keys_in(page)] == ["Look"]


def test_a_shortcut_is_off(viewer: None, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    shortcut = QShortcut(page)
    assert hold(shortcut, May.CHANGE)
    assert not shortcut.isEnabled()
    assert not hold(page, None)


def test_the_search_offers_what_may_be_done(viewer: None) -> None:
    def offered() -> set[str]:
        return {c.text for word in ("camp", "member", "roster", "backup") for c in found(COMMANDS, word)}

    assert offered() == {"Back up now"}
    roles.use_role("operator")
    assert offered() == {"Back up now", "New camp", "Add member", "Bring a roster in"}
    roles.use_role(roles.ORGANISER)
    assert "Restore a backup" in offered()
