"""Everything that can be done with the list on screen, in the order of the menu."""

from ui.members.list_act import ListAct

LIST_ACTS: tuple[ListAct, ...] = ()
