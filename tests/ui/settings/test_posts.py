"""Posts in the settings: numbers changed, an office added and taken out, back to the usual ones, taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.committees import usual
from organizer_app.services import committees, history
from tests.conftest import District
from tests.ui.settings.test_settings_page import context, page, rest, said, toast
from ui.settings.page import SettingsPage
from ui.settings.posts import PostsSection
from ui.shared.form import Form

__all__ = ["context", "page", "rest"]
Rest = Callable[[], None]


@pytest.fixture
def section(page: SettingsPage, rest: Rest) -> PostsSection:
    page.open_place("posts")
    rest()
    made = page.section()
    assert isinstance(made, PostsSection)
    return made


def form(section: PostsSection) -> Form:
    assert section.form is not None
    return section.form


def kept(district: District, level: str = "block", wing: bytes | None = None) -> dict[str, int]:
    with district.store.reading() as session:
        return {s.title: s.seats for s in committees.seats(session, level=level, wing=wing)}


def shown(section: PostsSection) -> dict[str, int]:
    return {k.removeprefix("seats:"): v for k, v in form(section).values().items() if k.startswith("seats:")}


def save(section: PostsSection, rest: Rest, **typed: object) -> None:
    form(section).set_values({k if k in ("new", "own", "number") else f"seats:{k}": v for k, v in typed.items()})
    form(section).save()
    rest()


def test_seats_are_set_in_one_act_and_taken_back(
    section: PostsSection, page: SettingsPage, district: District, rest: Rest
) -> None:
    assert shown(section) == dict(usual("block"))
    assert list(shown(section)) == [title for title, _seats in usual("block")], "in order of precedence"
    save(section, rest, vice_president=5, treasurer=0, own="पन्ना प्रमुख", number=30)
    wanted = dict(usual("block")) | {"vice_president": 5, "पन्ना प्रमुख": 30}
    del wanted["treasurer"]
    assert kept(district) == shown(section) == wanted
    assert form(section).values()["own"] == ""
    assert "every committee of this level" in toast(page)
    with district.store.reading() as session:
        (act,) = history.acts(session, limit=1)
    assert (act.verb, act.about) == ("committees.set_all", "Block")
    section.undo()
    rest()
    assert kept(district) == shown(section) == dict(usual("block"))


def test_an_office_needs_a_word_and_a_number(section: PostsSection, district: District, rest: Rest) -> None:
    save(section, rest, number=2)
    assert "choose or type the office" in said(section)
    save(section, rest, own="Booth mitra", number=None)
    assert "Seats: please fill this in." in said(section)
    save(section, rest, own="", president=100)
    assert "Use a number from 0 to 99." in said(section)
    save(section, rest, president=None)
    assert "President: please fill this in." in said(section)
    assert kept(district) == dict(usual("block"))


def test_a_wing_of_another_level_and_back_to_the_usual(
    section: PostsSection, page: SettingsPage, district: District, rest: Rest
) -> None:
    wing = section._wing._options[1]
    section._level.set_value("district")
    section._wing.set_value(wing.value)
    section._wing.changed.emit()
    rest()
    assert shown(section) == dict(usual("district", of_wing=True))
    save(section, rest, new="treasurer", number=1)
    assert kept(district, "district", wing.value)["treasurer"] == 1
    assert kept(district, "district") == dict(usual("district"))
    again = PostsSection(section.shell, section.context)
    again.restore(section.state())
    assert (again.level, again.wing) == ("district", wing.value)
    again.deleteLater()
    back = next(b for b in section.findChildren(QPushButton) if b.text() == "Back to the usual ones")
    back.click()
    rest()
    assert "usual posts stand again" in toast(page)
    assert kept(district, "district", wing.value) == shown(section) == dict(usual("district", of_wing=True))
    section.undo()
    rest()
    assert kept(district, "district", wing.value)["treasurer"] == 1
    section.undo()
    rest()
    back.click()
    rest()
    assert "No number of seats was set here" in toast(page)


def test_what_was_typed_outlives_another_change(section: PostsSection, district: District, rest: Rest) -> None:
    form(section).set_values({"own": "Booth mitra", "seats:secretary": 9})
    with district.store.transaction("committees.set_seats") as session:
        committees.set_seats(session, level="block", title="president", number=2)
    section.refresh()
    rest()
    assert form(section).values()["own"] == "Booth mitra"
    assert (shown(section)["secretary"], shown(section)["president"]) == (9, 2)


def test_nothing_is_taken_back_before_it_is_known_what(page: SettingsPage, rest: Rest) -> None:
    page.open_place("posts")
    (back,) = [b for b in page.section().findChildren(QPushButton) if b.text() == "Back to the usual ones"]
    back.click()
    assert not back.isEnabled()
    rest()
    assert back.isEnabled()
