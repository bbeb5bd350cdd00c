"""The keys of the attendance page, for the key map (F1)."""

from organizer_app.domain.words import translate as _


def keys() -> list[tuple[str, str]]:
    """(key, what it does), translated."""
    return [
        ("Return", _("Save what is typed")),
        ("F2", _("Type who came")),
        ("F3", _("Type who is absent")),
        ("F7", _("One by one")),
        ("F8", _("Gate")),
        ("F9", _("Everyone else is absent, or came")),
        ("F4", _("Add a walk-in or a substitute")),
        ("Ctrl+L", _("Marks to and from another laptop")),
        ("Alt+L", _("What is typed came late")),
        ("Alt+E", _("What is typed is excused")),
        ("A", _("Absent (on a number or one by one)")),
        ("L", _("Late (on a number or one by one)")),
        ("E", _("Excused (on a number or one by one)")),
    ]
