"""Keeping what the table shows under a name, and giving a saved list another name."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from organizer_app.domain.words import translate as _
from organizer_app.services import list_words, saved_lists
from organizer_app.services.saved_filters import Sought
from organizer_app.services.saved_lists import Saved
from ui.members.list_act import Desk
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.notices import notice

AGAIN = "again"


def save_list(desk: Desk) -> None:
    """Asks for a name in the pane and keeps the chips, the words, the columns and the order under it."""
    listed = desk.listed()
    sought = Sought(listed.asked.query, listed.asked.everywhere)
    form = Form(
        [
            TextField("title", _("Name"), required=True, placeholder=_("Booth presidents without training")),
            ChoiceField(
                AGAIN,
                _("If a list has this name already"),
                [Option(False, _("Ask me")), Option(True, _("Write over it"))],
            ),
        ],
        buttons=False,
    )

    about = label("", "small", wrap=True)
    grid = form.layout()
    if isinstance(grid, QGridLayout):
        grid.addWidget(about, grid.rowCount(), 0)
        if cut := saved_lists.cut(Saved(b"", "", sought=sought), listed.count):
            grid.addWidget(notice(cut, "warn"), grid.rowCount(), 0)

    def save(values: dict[str, Any]) -> None:
        work = partial(
            saved_lists.save,
            title=values["title"],
            chosen=listed.chosen,
            sought=sought,
            columns=listed.columns,
            sort=listed.asked.sort,
            descending=listed.asked.descending,
            replace=values[AGAIN],
        )
        _write(desk, form, "lists.save", work, values["title"], desk.close_pane)

    desk.records.read(partial(list_words.words, chosen=listed.chosen, sought=sought), done=about.setText, owner=form)
    form.saved.connect(save)
    form.cancelled.connect(desk.close_pane)
    desk.show_form(_("Save this list"), form)


def show_name_form(desk: Desk, saved: Saved, *, done: Callable[[], object]) -> None:
    """Asks for a list's new name in the pane; `done` afterwards, also when nothing was changed."""
    form = Form([TextField("title", _("Name"), required=True)], buttons=False)
    form.set_values({"title": saved.title})

    def save(values: dict[str, Any]) -> None:
        work = partial(saved_lists.rename, id=saved.id, title=values["title"])
        _write(desk, form, "lists.rename", work, values["title"], done)

    form.saved.connect(save)
    form.cancelled.connect(done)
    desk.show_form(_("Rename {title}").format(title=saved.title), form)


def _write(
    desk: Desk, form: Form, verb: str, work: Callable[..., object], title: str, done: Callable[[], object]
) -> None:
    def written(_result: object) -> None:
        done()
        desk.wrote(_("The list “{title}” is saved.").format(title=title))

    def failed(sentence: str) -> None:
        form.show_refusal(sentence, "title")

    desk.records.write(verb, work, about=title, done=written, failed=failed, owner=form)
