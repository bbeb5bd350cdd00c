"""Writing a file whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Writes `data` as the whole file, as `writing_whole` does. Raises OSError."""
    with writing_whole(path, mode=mode) as file:
        file.write(data)


@contextlib.contextmanager
def writing_whole(path: Path, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """A file to write into: beside the path as .part, at the end flushed to the disk and renamed.

    The old file or the new, whole. Raises OSError; after that or any other error the .part is gone and the old file
    untouched.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode), "wb") as f:
            yield f
            flush(f)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def flush(file: IO[bytes]) -> None:
    """Waits until what was written is on the disk and not only on its way."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Flushes a rename to the disk; where a folder can't be flushed (Windows, some pendrives) it does nothing."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
