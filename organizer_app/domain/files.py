"""Writing a file whole or not at all."""

import contextlib
import os
from pathlib import Path
from typing import IO


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Writes `data` beside the file as .part, flushes it to the disk and renames it: the old file or the new, whole.

    Raises OSError; the .part is then gone and the old file untouched.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode), "wb") as f:
            f.write(data)
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
