"""Modules of the standard library that SQLAlchemy imports and this program seldom needs."""

import subprocess
import sys

OPENING = """
import sys
from organizer_app.late import LATE
import sqlalchemy.orm
loaded = [name for name in ("asyncio.events", "ssl", "_hashlib", "email.message") if name in sys.modules]
assert loaded == [], loaded
"""
USING = """
import asyncio, hashlib, hmac, secrets, threading
from importlib import metadata
async def three(): return 3
found = []
threads = [threading.Thread(target=lambda: found.append(hashlib.sha256(b"").hexdigest()[:4])) for _each in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert found == ["e3b0"] * 8, found
assert asyncio.run(three()) == 3
assert len(secrets.token_bytes(4)) == 4
assert hmac.compare_digest("a", "a")
assert metadata.version("sqlalchemy")
import importlib.metadata
assert importlib.metadata.entry_points
assert {type(sys.modules[name]) for name in LATE} == {type(sys)}
"""


def test_they_are_loaded_when_they_are_used() -> None:
    done = subprocess.run([sys.executable, "-c", OPENING + USING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_one_of_ours_is_imported_with_its_first_use() -> None:
    code = """
import sys
from organizer_app.late import on_use
wings = on_use("organizer_app.domain.wings")
assert "organizer_app.domain.wings" not in sys.modules
never = wings.NEVER
assert sys.modules["organizer_app.domain.wings"].NEVER is never
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
