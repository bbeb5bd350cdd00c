"""What every test may ask for: an open store on a real encrypted file, empty or with the made-up district."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

from organizer_app.db import connect, key
from organizer_app.db.store import Store
from organizer_app.domain import pins, words
from organizer_app.jobs import data_folder, made_up
from tests.blank import blank

MEMBERS, SEED = 300, 1
LONG = {"journeys", "simulation"}
STATEMENTS = 4_000  # that stay compiled
GARBAGE = (20_000, 20, 20)  # Python looks through all objects a tenth of the time with its own 700, 10, 10
IN_MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30  # bytes; all tests together leave 850 MB
BYTECODE = Path(__file__).parent.parent / ".pytest_cache" / "bytecode"

if sys.dont_write_bytecode:  # else each of the hundred programs that the tests start compiles all of ours anew
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)

if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
    # Every commit of a store waits for the disk: a third of the time of tests that write much.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

settings.register_profile("any machine", deadline=None)  # how long an example takes is no fault here: bench measures
settings.load_profile("any machine")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, or one process waits for another in the end; the rest is in random order."""
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts in English, whatever the one before chose."""
    words.use_language("en")
    yield
    words.use_language("en")


@pytest.fixture(autouse=True, scope="module")
def tidied(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a module leaves alive is not looked through again and again while the others run. Where there are windows
    nothing is collected in the middle of a test, unless it asks (ui/collector.py).
    """
    gc.set_threshold(*GARBAGE)
    here = (one for one in request.session.items if one.path == request.path)
    if any("qapp" in getattr(one, "fixturenames", ()) for one in here):
        gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def no_memory_kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What lies in memory goes with the process, unless a failure may be looked for in it."""
    yield
    if not request.session.testsfailed and tmp_path_factory.getbasetemp().is_relative_to(IN_MEMORY):
        shutil.rmtree(tmp_path_factory.getbasetemp(), ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def no_keyring() -> Iterator[None]:
    """No test touches a developer's own keyring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_passphrases() -> Iterator[None]:
    """A guess costs a tenth of a second, on purpose; the tests of the key and of PINs alone pay it, and look that it is
    so.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key, "PASSPHRASE_COST", 2)
        patch.setattr(pins, "COST", 2)
        yield


@pytest.fixture(autouse=True, scope="session")
def compiled_once() -> Iterator[None]:
    """SQLAlchemy compiles a statement once for each engine; the engines of all tests keep theirs together."""
    first = create_engine("sqlite://", module=dbapi2)
    first.connect().close()  # a dialect asks its first connection what it is
    compiled = LRUCache[Any, Any](STATEMENTS)

    def shared(*given: Any, **more: Any) -> Engine:
        made = create_engine(*given, **more)
        made.dialect = made.pool._dialect = first.dialect
        made._compiled_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connect, "create_engine", shared)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty, encrypted database, opened by Asha."""
    opened = blank(tmp_path, operator="Asha")
    yield opened
    opened.close()


@dataclass(frozen=True)
class Template:
    """The made-up district on disk, made once for all tests."""

    folder: Path
    key: bytes
    home: bytes


@pytest.fixture(scope="session")
def district_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Ranchi with 300 made-up people read from a roster file."""
    words.use_language("en")
    folder = tmp_path_factory.mktemp("district")
    created = data_folder.create(folder / "data", passphrase="made-up", operator="Asha", use_keyring=False)
    home = made_up.prepare(created.store)
    made_up.import_roster(created.store, folder=folder, members=MEMBERS, seed=SEED, home=home)
    created.store.close()
    return Template(folder / "data", created.store.key, home)


@dataclass(frozen=True)
class District:
    """An open copy of the made-up district, this test's own."""

    store: Store
    home: bytes


@pytest.fixture
def district(district_template: Template, tmp_path: Path) -> Iterator[District]:
    """The made-up district, opened by Asha; whatever the test changes is thrown away."""
    folder = tmp_path / "district"
    shutil.copytree(district_template.folder, folder)
    opened = Store(folder, district_template.key, operator="Asha")
    yield District(opened, district_template.home)
    opened.close()
