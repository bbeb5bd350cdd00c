"""The product's name, and the keys that hold on every page."""

from organizer_app.domain.words import N_

PRODUCT = N_("Field Organizer")
KEYS = (
    ("Ctrl+K", N_("Search")),
    ("Ctrl+Z", N_("Undo the last thing")),
    ("F6", N_("Go to the message at the foot")),
    ("F1", N_("Show all keys")),
    ("?", N_("Show all keys")),
    ("Ctrl+Shift+L", N_("Hindi or English")),
    ("Ctrl+Shift+D", N_("Light or dark")),
)
