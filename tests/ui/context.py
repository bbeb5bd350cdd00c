"""The context of the pages on the made-up district of a test."""

from pathlib import Path
from typing import Any

from organizer_app.settings import load
from tests.conftest import District
from ui.choices import Choices
from ui.pages_list import Context
from ui.shared.records import Records
from ui.shared.tasks import Tasks


def context_of(district: District, tasks: Tasks, tmp_path: Path, **more: Any) -> Context:
    """Choices in a settings file of their own; `more` are fields of the context."""
    choices = Choices(load({}, usual_data=tmp_path / "data", usual_file=tmp_path / "settings.json"))
    return Context(Records(district.store, tasks), choices, **more)
