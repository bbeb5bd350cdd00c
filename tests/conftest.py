"""What every test may ask for: an open store on a real encrypted file."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db.store import Store
from organizer_app.domain import words


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty, encrypted database, opened by Asha."""
    opened = Store(tmp_path, secrets.token_bytes(32), operator="Asha")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test starts in English, whatever the one before chose."""
    words.use_language("en")
    yield
    words.use_language("en")
