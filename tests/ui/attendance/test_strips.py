"""What stands in the way of marking is said above the board."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from organizer_app.domain import roles
from tests.ui.attendance.conftest import Opened


@pytest.fixture
def viewer() -> Iterator[None]:
    roles.use_role(roles.VIEWER)
    yield
    roles.use_role(roles.ORGANISER)


def test_a_viewer_reads_why_nothing_can_be_marked(desk: Opened, viewer: None) -> None:
    assert not desk.page.strips.isVisible()
    desk.page.refresh()
    desk.settle()
    (said,) = [w.text() for w in desk.page.strips.findChildren(QLabel) if w.text() and w.isVisible()]
    assert said == "Your role (Viewer) looks at marks and makes none; ask an organiser."
