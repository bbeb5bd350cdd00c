"""The test page: does what this printer prints keep size, edges and letters?"""

from functools import partial

from organizer_app.domain.sheet_layout import PaperName
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.printing import fit_test
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import Segments, button
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, row
from ui.shared.page import Shell
from ui.shared.preview import Preview


class PrinterSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.paper = Segments([("a4", "A4", ""), ("legal", _("Legal"), "")], name=_("Paper"))
        make = button(_("Show the test page"), kind="primary", icon="file-text", key="Ctrl+Return", on=self.make)
        text = _(
            "Print one page before you print the sheets of 200 people. It shows whether the printer keeps the size, "
            "the corner squares and the letters."
        )
        self.preview = Preview(shell)
        self.preview.closed.connect(self._on_closed)
        self._stack = Stack()
        paper = row(label(_("Paper"), "field"), self.paper, None, make, gap=12)
        self._stack.addWidget(box(column(titled(_("Does it fit?"), text, paper), None)))
        self._stack.addWidget(self.preview)
        self.show_cards(self._stack)

    def make(self) -> None:
        """Makes the page and shows it."""
        paper: PaperName = "legal" if self.paper.chosen() == "legal" else "a4"
        work = partial(fit_test.pdf, language=language(), paper=paper)
        self.shell.tasks.run(work, done=self._on_made, pool="work", owner=self)

    def _on_made(self, pdf: bytes) -> None:
        self.preview.setMinimumHeight(520)
        self.preview.show_pdf(pdf, _("test-page.pdf"))
        self._stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def _on_closed(self) -> None:
        self._stack.setCurrentIndex(0)
