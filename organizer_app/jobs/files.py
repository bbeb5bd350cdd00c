"""Files that people carry: read up to a size, written whole or not at all, and never over something else."""

from pathlib import Path

from organizer_app.db.connect import explain
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.wire import bundle

_TAKEN = N_("{file} exists and is no file for HQ. Choose another name.")


def read_file(file: Path, limit: int = bundle.MAX_FILE) -> bytes:
    """What is in a file. Raises RuleBroken when it can't be read, or is larger than `limit` bytes."""
    try:
        if file.stat().st_size > limit:
            raise RuleBroken(bundle.TOO_LARGE, file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise explain(error, file) or error from error


def write_file(file: Path, data: bytes) -> None:
    """Writes a file whole or not at all. Raises RuleBroken when it can't be written."""
    try:
        write_whole(file, data)
    except OSError as error:
        raise explain(error, file) or error from error


def require_replaceable(file: Path, magic: bytes = bundle.MAGIC, taken: str = _TAKEN) -> None:
    """Raises RuleBroken with the sentence `taken` when something else than a file that begins with `magic` would be
    overwritten: a slip of the hand costs nothing. An empty file holds nothing to lose.
    """
    try:
        with file.open("rb") as there:
            start = there.read(len(magic))
    except FileNotFoundError:
        return
    except OSError as error:
        raise explain(error, file) or error from error
    if start and start != magic:
        raise RuleBroken(taken, file=file.name)
