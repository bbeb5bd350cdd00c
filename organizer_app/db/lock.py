"""One running copy writes to a data folder; whoever comes second is told who has it."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from organizer_app.db.connect import explain
from organizer_app.db.restore import finish_restore
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

LOCK = "organizer.lock"
HOLDER = "organizer.running"  # a file of its own: Windows lets nobody read a locked one


class Holder(msgspec.Struct, frozen=True):
    """Who has the folder open."""

    pid: int
    computer: str


@contextmanager
def only_copy(folder: Path) -> Iterator[None]:
    """Holds the folder for the window or a writing verb; reading verbs need no lock. Come here before the key.

    A restore that was stopped half-way is carried through first. The operating system gives the lock back when the
    process dies, however it dies. Raises RuleBroken at once when another copy has it, or the folder can't be written.
    """
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        try:
            lock.acquire()
            (folder / HOLDER).write_bytes(msgspec.json.encode(Holder(os.getpid(), socket.gethostname())))
            finish_restore(folder)
        except Timeout:
            raise _refusal(folder) from None
        except OSError as error:
            raise explain(error, folder / LOCK) or error from error
        yield
    finally:
        if lock.is_locked:
            (folder / HOLDER).unlink(missing_ok=True)
            lock.release()


def _refusal(folder: Path) -> RuleBroken:
    try:
        holder = msgspec.json.decode((folder / HOLDER).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):  # it is just starting or just leaving
        return RuleBroken(N_("Another window or command has {folder} open. Close it and try again."), folder=folder)
    return RuleBroken(
        N_("Another window or command has {folder} open (process {pid} on {computer}). Close it and try again."),
        folder=folder,
        pid=holder.pid,
        computer=holder.computer,
    )
