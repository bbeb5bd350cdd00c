"""What the program has loaded when its window stands, and when the first page shows what stands on it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Template
from tests.ui.members.test_memory import FILES, PAPERS

ROOT = Path(__file__).parents[2]
DATABASE = ("sqlalchemy", "sqlcipher3", "msgspec", "organizer_app.db", "organizer_app.models", "organizer_app.services")
NOT_SHOWN = (*DATABASE, "cryptography", "subprocess", "organizer_app.domain.finding", "organizer_app.domain.members")
DUPLICATES = ("rapidfuzz", "organizer_app.domain.likeness", "organizer_app.services.duplicates_found")
DECIDING = ("organizer_app.domain.conflicts", "organizer_app.services.retention", "organizer_app.services.erasing")
NETWORK = ("_hashlib", "ssl", "asyncio.events", "email", "requests", "organizer_app.sync", "organizer_app.wire")
OTHER_PAGES = ("ui.members", "ui.camps", "ui.attendance", "ui.sync", "ui.settings", "ui.welcome", "ui.lock")
NOT_FILLED = (*PAPERS, *FILES, *DUPLICATES, *DECIDING, *NETWORK, *OTHER_PAGES, "alembic", "ui.shared.keymap")

CODE = """
import json, sys
from pathlib import Path
from ui import preflight, toolkit
assert preflight.check() is None
toolkit.bring()
from organizer_app import late, settings
from ui import program as running
from ui.choices import Choices
from ui.start import Program, make_application, settle

def loaded():
    waiting = {name for _spec, name in late._waiting.values()}
    return sorted(name for name in sys.modules if name not in waiting)

running.Ahead = lambda *_given: None  # what it loads comes after, and on a slow machine sooner after
application = make_application("hi", dark=False)
program = Program(Choices(settings.load({}, data=Path(sys.argv[1]))), environ={"ORGANIZER_PASSPHRASE": "made-up"})
program.begin()
application.processEvents()
assert program.window.isVisible()
shown = loaded()
while program.context is None or program.tasks.busy():
    settle(application, program.tasks)
assert program.window.page().overview.members
print(json.dumps([shown, loaded()]))
program.close()
"""


@pytest.fixture(scope="module")
def loaded(district_template: Template, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """The modules that have run when the window stands, and when Home is filled."""
    folder = tmp_path_factory.mktemp("start") / "data"
    shutil.copytree(district_template.folder, folder)
    command = [sys.executable, "-c", CODE, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    shown, filled = json.loads(done.stdout.splitlines()[-1])
    return set(shown), set(filled)


def test_the_window_stands_without_the_database(loaded: tuple[set[str], set[str]]) -> None:
    assert loaded[0] & set(NOT_SHOWN) == set()


def test_the_first_page_is_filled_without_what_it_does_not_do(loaded: tuple[set[str], set[str]]) -> None:
    assert loaded[1] & set(NOT_FILLED) == set()
    assert loaded[1] >= {"sqlalchemy.orm", "organizer_app.services.home"}  # or nothing was looked at


def test_qt_reads_no_signatures(loaded: tuple[set[str], set[str]]) -> None:
    """Its own parser of signatures runs when a wrong argument is explained, and not while a window is built."""
    assert [name for name in loaded[1] if name.startswith("shibokensupport.signature.parser")] == []


def test_every_module_named_here_exists() -> None:
    """A name that is gone would hold nothing."""
    found = {
        name: (ROOT / name.replace(".", "/"), ROOT / (name.replace(".", "/") + ".py"))
        for name in NOT_FILLED + NOT_SHOWN
    }
    ours = {name: places for name, places in found.items() if name.partition(".")[0] in ("ui", "organizer_app")}
    assert [name for name, places in ours.items() if not any(place.exists() for place in places)] == []
