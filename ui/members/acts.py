"""Every act on one person that has a form in the pane."""

from ui.members.act import Act
from ui.members.consent import CONSENT
from ui.members.erase import ERASE
from ui.members.moves import MOVE
from ui.members.office import OFFICE
from ui.members.rights import COPY, CORRECT
from ui.members.unmerge import UNMERGE

ACTS: dict[str, Act] = {act.mode: act for act in (OFFICE, CONSENT, MOVE, COPY, CORRECT, UNMERGE, ERASE)}
