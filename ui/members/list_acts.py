"""Everything that can be done with the list on screen, in the order of the menu."""

from ui.members.bulk import BULK_ACTS
from ui.members.consent_list import RECORD_CONSENTS
from ui.members.duplicates import DUPLICATES
from ui.members.guesses import CONFIRM_GUESSES
from ui.members.list_act import ListAct
from ui.members.lists_acts import ACTS
from ui.members.moves import MOVE_ALL

LIST_ACTS: tuple[ListAct, ...] = (*ACTS, *BULK_ACTS, RECORD_CONSENTS, CONFIRM_GUESSES, MOVE_ALL, DUPLICATES)
