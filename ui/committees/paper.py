"""The printed list in a preview. Imported only when it is wanted: it brings PDFium, printing and the text layer."""

from organizer_app.db.store import Store
from organizer_app.domain.committees import Committee
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import committee_lists
from ui.shared.page import Shell
from ui.shared.preview import Preview


def make(committee: Committee, store: Store, progress: Progress) -> bytes:  # noqa: ARG001  # a job is given its progress
    """The PDF, in the language in force."""
    return committee_lists.make(store, area=committee.area_id, wing=committee.wing_id, language=language())


def file_name(committee: Committee) -> str:
    """ "Office bearers – Kanke.pdf", without what a file name may not hold."""
    named = " – ".join(filter(None, (_("Office bearers"), committee.area, committee.wing)))
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else " " for c in named)
    return f"{' '.join(kept.split())[:120]}.pdf"


def preview(shell: Shell) -> Preview:
    """An empty preview."""
    return Preview(shell)
