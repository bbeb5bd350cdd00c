"""The shell around all pages: sidebar, header with search, language and theme, the pages, the toast.

    window = Window(specs, tasks); window.show_person("Savita Rai", "Ranchi"); window.show()

Pages are made on the first visit and made anew when the language or the theme changes (`language_changed(code)`,
`theme_changed(dark)` tell the composition root to remember it). `changed(names)` refreshes what shows them.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

from organizer_app.domain.standing import Standing
from organizer_app.domain.words import language, use_language
from organizer_app.domain.words import translate as _
from ui.paged import Paged
from ui.shared import style
from ui.shared.cards import PANE, SideBySide, SidePane
from ui.shared.layout import Stack, box, column, row
from ui.shared.navigation import Sidebar
from ui.shared.notices import Toast
from ui.shared.page import Page, PageSpec, Undo
from ui.shared.pill import to_look_at
from ui.shared.qt_words import use_locale
from ui.shared.tasks import Tasks
from ui.shared.tokens import NARROW
from ui.topbar import Topbar
from ui.window_words import KEYS, PRODUCT


class Window(Paged):
    """See the module's first lines. It is the `Shell` its pages are given."""

    language_changed = Signal(str)
    theme_changed = Signal(bool)
    searched = Signal(str)
    lock_asked = Signal()

    def __init__(
        self,
        specs: Sequence[PageSpec],
        tasks: Tasks,
        *,
        search_page: str = "members",
        sync_page: str = "sync",
        look_up: Callable[[str], Any] | None = None,
    ) -> None:
        """`look_up(text)` gives a Found on the database thread; without it commands alone are found."""
        super().__init__(specs)
        self._look_up = look_up
        self.tasks = tasks
        self._search_page, self._sync_page = search_page, sync_page
        self._counts: dict[str, tuple[int, str, Callable[[], str] | None]] = {}
        self._person, self._lockable = ("", ""), False
        self._standing, self._syncing = Standing(), False
        self._pane: SidePane | None = None  # the list of keys, made with the first F1
        self._left: QWidget = self  # what had the keyboard before it
        self._desk: Any = None  # a ui.search_desk.SearchDesk, made with the first letter typed
        self.rebuilt_in = 0.0  # seconds the last change of language or theme took
        self.setMinimumSize(960, 560)
        self.resize(1366, 768)
        tasks.changed.connect(self.changed)
        tasks.failed.connect(self._on_failed)
        self._bind_keys()
        self._build()

    def page(self, key: str = "") -> Page:
        """A page, made if it was not yet; without a key the one in view. Raises KeyError for an unknown key."""
        key = key or self.key
        if key not in self._pages:
            made = self._pages[key] = self._specs[key].factory(self)
            self._stack.addWidget(made)
            made.restore(self._states.get(key, {}))
            made.refresh()
        return self._pages[key]

    def go(self, key: str, place: Any = None) -> None:
        """Opens a page, at a place of it when one is given. Raises KeyError for an unknown key."""
        page, spec = self.page(key), self._specs[key]
        self.key = key
        self._stack.setCurrentWidget(page)
        self._sidebar.show_page(spec.under or key)
        self.show_title(_(spec.title))
        self._body.close_pane()  # the keys of another page
        self.catch_up(key)
        if place is not None:
            page.open_place(place)
        self.toast.place()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, *, undo: Undo | None = None, tone: str = "ok") -> None:
        """Shows a toast, after the lock is open again when it is on."""
        self.when_open(lambda: self.toast.say(text, undo=undo, tone=tone))

    def show_title(self, text: str) -> None:
        """Writes in the header where the person is."""
        self._topbar.show_title(text)
        self.setWindowTitle(f"{text} – {_(PRODUCT)}")

    def show_person(self, name: str, where: str) -> None:
        """Whose laptop this is, at the foot of the sidebar."""
        self._person = (name, where)
        self._sidebar.show_person(name, where)

    def offer_lock(self, *, on: bool) -> None:
        """Whether the person at the foot of the sidebar locks the window."""
        self._lockable = on
        self._sidebar.person.offer_lock(on=on)

    def begin_anew(self) -> None:
        """Makes every page anew, for another person: nothing of what the last one typed or looked for stays."""
        self.key = next(iter(self._specs))
        self._rebuild(style.tokens().dark, keep=False)

    def show_count(self, key: str, count: int, tone: str = "plain", words: Callable[[], str] | None = None) -> None:
        """How many things wait on a page, and what they are; 0 shows nothing."""
        self._counts[key] = (count, tone, words)
        if key in self._sidebar.lines:
            self._sidebar.lines[key].show_count(count, tone, words() if words is not None else "")

    def show_standing(self, standing: Standing, syncing: bool = False) -> None:
        """Where this laptop stands with HQ, in the header on every page and beside the page about it."""
        self._standing, self._syncing = standing, syncing
        self._topbar.pill.show_standing(standing, busy=syncing)
        self.show_count(self._sync_page, standing.conflicts + standing.refused, "warn", partial(to_look_at, standing))

    def use_language(self, code: str) -> None:
        """Another language after the present event, every page where it was. ValueError for an unknown code."""
        use_language(code)
        use_locale()
        self._later(partial(self._rebuild, style.tokens().dark))
        self.language_changed.emit(code)

    def use_theme(self, dark: bool) -> None:
        """Light or dark as soon as the present event is over, with every page where it was."""
        self._later(partial(self._rebuild, dark))
        self.theme_changed.emit(dark)

    def renew(self) -> None:
        """Makes every page anew, not what is around them, once the present event is over: their data has changed."""
        self._later(self._renew)

    def search_members(self, text: str) -> None:
        """Shows whom the words find on the page of people, where the keyboard goes on to them."""
        if self._search_page in self._specs:
            if self.key != self._search_page:
                self.go(self._search_page)
                self.show_words(text)  # the page came with its own
                self.page().search(text)
            self.page().search(text)

    def does(self, what: str) -> None:
        """Does something of the window's own that its search was asked for. Raises KeyError for an unknown word."""
        work = {"language": self._flip_language, "theme": self._flip_theme, "undo": self.undo, "keys": self.show_keys}
        work[what]()

    def show_keys(self) -> None:
        """Opens the list of all keys at the right; a second time closes it."""
        if self._pane is None:
            self._pane = SidePane()
            self._body.set_pane(self._pane)
        if self._body.is_open():
            self._body.close_pane()
            return
        self._left = self.focusWidget() or self.page()
        title = _(self._specs[self.key].title)
        import_module("ui.keys_pane").show(self, self._body, self._pane, self.page(), title, self._sidebar)

    def undo(self) -> None:
        """What Ctrl+Z does outside a text field: the toast's undo, else the page's own."""
        if self.toast.can_undo():
            self.toast.undo()
        elif not self.page().undo():
            self.say(_("Nothing to undo here."), tone="info")

    def _build(self, words: str = "") -> None:
        self._sidebar = Sidebar(_(PRODUCT), list(self._specs.values()), self.go)
        self._topbar = Topbar(words)
        self.show_words = self._topbar.search.setText
        self._topbar.sync_asked.connect(self._on_sync_asked)
        self._topbar.language_asked.connect(self._flip_language)
        self._topbar.theme_asked.connect(self._flip_theme)
        self._topbar.search.textChanged.connect(self._on_search_typed)
        self._topbar.search.returnPressed.connect(self._on_search_entered)
        self._stack = Stack()
        self._pane, self._desk = None, None
        self._body = SideBySide(self._stack, fold=900 + PANE)  # px of a page in the least window
        self._body.turned.connect(self._on_turned)
        right = box(column(self._topbar, (self._body, 1), gap=0), "page")
        self._root = box(row(self._sidebar, (right, 1), gap=0))
        self.setCentralWidget(self._root)
        self.toast = Toast(self)
        self._sidebar.show_person(*self._person)
        self._sidebar.person.clicked.connect(self.lock_asked)
        self.offer_lock(on=self._lockable)
        self.show_standing(self._standing, self._syncing)
        for key, shown in self._counts.items():
            self.show_count(key, *shown)
        self._fit()
        self.go(self.key)

    def _renew(self) -> None:
        focused = self.focusWidget()
        self.setUpdatesEnabled(False)
        for page in self.forget_pages(keep=True):
            delete(page)
        self._body.close_pane()  # the keys of a page that is gone
        self.go(self.key)
        if words := self._topbar.search.text():
            self.page().search(words)
        if focused is not None and isValid(focused):  # it was not in a page
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setUpdatesEnabled(True)

    def _rebuild(self, dark: bool, *, keep: bool = True) -> None:
        started = time.perf_counter()
        self.setUpdatesEnabled(False)
        self.forget_pages(keep=keep)
        words = self._topbar.search.text() if keep else ""
        # At once, not with deleteLater: a style sheet is worked out again for every widget that is alive.
        delete(self.toast)
        delete(self._root)
        if dark != style.tokens().dark:
            style.use(dark)
        self._build(words)
        self.setUpdatesEnabled(True)
        self.rebuilt_in = time.perf_counter() - started

    def _later(self, work: Callable[[], None]) -> None:
        QTimer.singleShot(0, self, work)  # the button that was pressed is among what is destroyed

    def _fit(self) -> None:
        super()._fit()
        narrow = self.width() < NARROW + (PANE if self._body.is_open() else 0)
        self._sidebar.set_narrow(narrow)
        self._topbar.set_narrow(narrow)
        self.toast.left = self._sidebar.width()
        self.toast.place()

    def _on_turned(self) -> None:
        self._fit()
        if not self._body.is_open() and self._stack.hasFocus():
            is_there = isValid(self._left) and self._left.isVisible()
            (self._left if is_there else self.page()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind_keys(self) -> None:
        work: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._focus_search,
            "F6": lambda: self.toast.focus_button(),
            **dict.fromkeys(("F1", "?"), self.show_keys),
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+L": self._flip_language,
            "Ctrl+Shift+D": self._flip_theme,
        }
        for key, _words in KEYS:
            QShortcut(QKeySequence(key), self, work[key])

    def _on_sync_asked(self) -> None:
        if self._sync_page in self._specs:
            self.go(self._sync_page)

    def _focus_search(self) -> None:
        if self._topbar.search.hasFocus():
            self._search_desk().open()
        self._topbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._topbar.search.selectAll()

    def _on_search_typed(self, text: str) -> None:
        self.searched.emit(text)
        self.page().search(text)
        self._search_desk().typed(text)

    def _on_search_entered(self) -> None:
        text = self._topbar.search.text().strip()
        if not self._search_desk().entered() and text:
            self.search_members(text)

    def _search_desk(self) -> Any:
        if self._desk is None:
            field, quiet = self._topbar.search, lambda: self.key == self._search_page
            made = import_module("ui.search_desk").SearchDesk
            self._desk = made(self, self._root, field, list(self._specs.values()), self._look_up, quiet)
        return self._desk

    def _on_failed(self, sentence: str) -> None:
        self.say(sentence, tone="bad")

    def _flip_language(self) -> None:
        self.use_language("en" if language() == "hi" else "hi")

    def _flip_theme(self) -> None:
        self.use_theme(not style.tokens().dark)
