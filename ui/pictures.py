"""Pictures of every place on a throw-away made-up district: `organizer --demo DIR`, and the self-test without DIR.

They are the same each time (ui/steady.py), in few colours, so that they stay small and a
test can compare them with those in docs/pictures.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.words import LANGUAGES, N_, use_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import duplicates
from organizer_app.jobs.first_run import make_made_up
from organizer_app.jobs.opening import DataFolder
from organizer_app.settings import load
from ui.application import SIZES, make_application, settle
from ui.choices import Choices
from ui.collector import collecting
from ui.counting import Counting
from ui.pages_list import Context
from ui.program import show_person
from ui.shared import style
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_window
from ui.steady import steady
from ui.tour import gate_views, stops, visit
from ui.welcome.gate import Gate
from ui.welcome.views import View

MEMBERS, FEWER, ROSTER = 2_000, 200, 200
PLATFORM_NOTE = "This plugin does not support"
OPERATOR = N_("Savita Kujur")
SELDOM = frozenset({"bring", "lock-forgot", "unlock-closed", "unlock-refused"})  # at the gate: opened, no picture kept
COLOURS = 48
FOLDER = "/home/savita/organizer"
QUALITY = {"png": 0, "webp": 100}  # packed as small as it goes, every point as it was
THEMES = {"light": False, "dark": True}


def show_all(
    folder: Path | None,
    names: frozenset[str] = frozenset(),
    languages: tuple[str, ...] = LANGUAGES,
    kind: str = "png",
) -> int:
    """Opens every place, or those of these names. With a folder, saves pictures of them there in all themes; `kind` is
    one of QUALITY (a bundle writes no WebP).
    """
    with steady(), _without_platform_notes():
        application = make_application("en", dark=False)
        application.setCursorFlashTime(0)
        if folder is None:
            count = _one_language(application, "hi", None, names)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            count = sum(_one_language(application, code, folder, names, kind) for code in languages)
    sys.stdout.write(f"ok: {count} pictures of the window\n")
    return 0


def _one_language(
    application: QApplication, code: str, folder: Path | None, names: frozenset[str], kind: str = "png"
) -> int:
    use_language(code)  # the made-up camps are planned in the language in force
    with _district(FEWER if folder is None else MEMBERS) as (context, roster):
        camera = _Camera(application, context.records.tasks, roster.parent, folder, names, kind)
        for look, dark in THEMES.items() if folder is not None else [("light", False)]:
            style.use(dark)
            camera.look = f"{code}-{look}"
            _one_look(camera, context, roster)
        style.use(dark=False)  # after they are gone: a style sheet is worked out for every widget that is alive
        return camera.count


def _one_look(camera: "_Camera", context: Context, roster: Path) -> None:
    window = make_window(context)
    gate = Gate(context.records.tasks, context.choices, lambda _made_up: DataFolder(roster.parent / "none"))
    for made in (window, gate):
        made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        made.resize(*SIZES[0])
    show_person(window, context)
    Counting(context.records, window, window).refresh()
    window.show()
    camera.settle()
    for stop in stops(context, roster, window.page_keys()):
        if camera.wants(stop.name, seldom=stop.seldom):
            visit(window, stop, camera.settle)
            window.toast.close_now()
            camera.take(window, stop.name)
    gate.begin()
    camera.settle()
    for name, view in gate_views(gate).items():
        if camera.wants(name, seldom=name in SELDOM):
            gate.show_view(view)
            camera.take(gate, name)
    gate.show_view(View)
    for made in (window, gate):
        made.close()
        made.deleteLater()
    camera.settle()


@contextmanager
def _without_platform_notes() -> Iterator[None]:
    """Leaves out what the offscreen platform says of itself for every window; everything else Qt says is shown."""

    def show(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text.startswith(PLATFORM_NOTE):
            return
        if before is not None:
            before(kind, context, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(show)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def _district(members: int) -> Iterator[tuple[Context, Path]]:
    """A made-up district in a folder that is thrown away, and a roster file beside it."""
    with tempfile.TemporaryDirectory(prefix="organizer-demo-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        choices = Choices(replace(load({}, data=place), operator=_(OPERATOR)))
        data = DataFolder(place / "data", operator=_(OPERATOR))
        tasks = Tasks()
        try:
            make_made_up(data, members=members)
            duplicates.run(data.store)  # Home tells of them once they were looked for
            roster = place / "roster.csv"
            write_roster(roster, ROSTER, 7)
            with collecting(tasks.busy):
                yield Context(Records(data.store, tasks), choices), roster
        finally:
            tasks.close()
            data.close()


class _Camera:
    """Waits until a widget is at rest and takes its picture; `look` is the language and theme in the file's name."""

    def __init__(
        self,
        application: QApplication,
        tasks: Tasks,
        place: Path,
        folder: Path | None,
        names: frozenset[str],
        kind: str,
    ) -> None:
        self._application, self._tasks, self._place = application, tasks, str(place)
        self._folder, self._names, self._kind = folder, names, kind
        self.look = ""
        self.count = 0

    def wants(self, name: str, *, seldom: bool) -> bool:
        """Whether this place is to be opened: when no picture is kept of it, only if it is asked for, or none are."""
        return name in self._names if self._names else self._folder is None or not seldom

    def settle(self) -> None:
        """Lets everything come that was asked for."""
        settle(self._application, self._tasks)

    def take(self, widget: QWidget, name: str) -> None:
        """Takes one picture, and saves it when there is a folder."""
        self.settle()
        _without_path(widget, self._place)
        picture = widget.grab().toImage()
        if self._folder is not None:
            file = self._folder / f"{name}-{self.look}.{self._kind}"
            reduced(picture).save(str(file), quality=QUALITY[self._kind])
        self.count += 1


def reduced(picture: QImage) -> QImage:
    """The picture in the theme's colours and those it has most of; others become the nearest of these."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    ours = [QColor(value).rgb() for value in style.tokens() if isinstance(value, str)]
    most = [colour for colour, _count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
    table = list(dict.fromkeys([*ours, *most]))[:COLOURS]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


def _without_path(widget: QWidget, folder: str) -> None:
    """A throw-away folder's name is another each time."""
    parts: list[QLabel | QLineEdit] = [*widget.findChildren(QLabel), *widget.findChildren(QLineEdit)]
    for part in parts:
        if folder in part.text():
            part.setText(part.text().replace(folder, FOLDER))
