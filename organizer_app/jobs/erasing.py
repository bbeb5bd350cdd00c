"""Erasing a person on a roster of any size: what takes long is looking, and nobody waits for that."""

from collections.abc import Callable

from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.erasing import Receipt
from organizer_app.domain.progress import Progress, silent
from organizer_app.services import erasing


def erase(
    store: Store,
    progress: Progress = silent,
    *,
    member: bytes,
    reason: str,
    keep: Callable[[Receipt], object] = lambda _receipt: None,
) -> Receipt:
    """Looks through what others wrote, then erases in one transaction; looks again when somebody wrote meanwhile.

    `keep` puts the receipt somewhere; when it fails, nobody is erased. Raises RuleBroken as `erasing.erase` does, for a
    role that erases nobody, and Cancelled while it looks: then nothing happened. Whether the file is still to be
    written anew tells `store.is_untidy()`.
    """
    roles.require(roles.role(), (), erases=True)  # before a receipt is written of what the store would refuse
    with store.steady() as is_steady:
        with store.reading() as session:
            looked = erasing.look(session, member=member, reason=reason, progress=progress)
        with store.transaction("erasing.erase") as session:
            gone = erasing.erase(session, member=member, reason=reason, looked=looked if is_steady() else None)
            keep(gone)
    return gone
