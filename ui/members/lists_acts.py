"""What can be done with the list on screen as a list: kept, opened, printed, saved as a file, invited."""

from ui.members.lists import OPEN_LISTS
from ui.members.lists_export import EXPORT_LIST
from ui.members.lists_invite import INVITE
from ui.members.lists_print import PRINT_LIST
from ui.members.lists_save import SAVE_LIST

ACTS = (OPEN_LISTS, SAVE_LIST, PRINT_LIST, EXPORT_LIST, INVITE)
