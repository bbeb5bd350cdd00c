"""Where the data is, and opening it behind a window that shows already."""

import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from organizer_app.domain.progress import Progress

if TYPE_CHECKING:
    from organizer_app.jobs.opening import DataFolder

MADE_UP_PASSPHRASE = "made-up"
KEY_FILE, BY_ITSELF = "organizer.key", b'"keyring"'  # as in organizer_app/db/envelope.py and key.py


class Place(NamedTuple):
    """Where the data is, the only key that is tried there (None: keyring, then ask), and whether it is made up."""

    path: Path
    passphrase: str | None
    made_up: bool

    def opens_by_itself(self) -> bool:
        """Whether data is there and nobody need be asked, as far as can be seen without opening it."""
        try:
            envelope = (self.path / KEY_FILE).read_bytes()
        except OSError:
            return False
        return self.passphrase is not None or BY_ITSELF in envelope


def beside(path: Path) -> Path:
    """The made-up district's folder: beside the person's own."""
    return path.with_name(f"{path.name}-made-up")


def open_behind(
    place: Place, operator: str, shown: threading.Event, held: "list[DataFolder]", progress: Progress
) -> "DataFolder | None":
    """Opens the data on a worker once the window was painted; None when somebody must be asked after all."""
    shown.wait(1.0)
    opening: Any = import_module("organizer_app.jobs.opening")
    folder: DataFolder = opening.DataFolder(place.path, operator=operator, passphrase=place.passphrase)
    held.append(folder)
    try:
        if folder.look(progress) != opening.READY:
            folder.close()
            return None
        if place.made_up:
            import_module("organizer_app.jobs.first_run").open_made_up(folder, progress)
        else:
            folder.open(progress)
    except BaseException:
        folder.close()
        raise
    import_module("ui.home.page")  # here, where it makes nobody wait
    return folder
