"""Everything that can be done with the list on screen, in the order of the menu."""

from ui.members.list_act import ListAct
from ui.members.moves import MOVE_ALL

LIST_ACTS: tuple[ListAct, ...] = (MOVE_ALL,)
