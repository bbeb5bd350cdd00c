"""The one error a person is meant to read."""

from datetime import date

from organizer_app.domain.words import day_text, translate


class RuleBroken(Exception):  # noqa: N818  # the field's words: a rule was broken, not a program error
    """A rule of the field was broken: one sentence that names the file, row or field and what to do.

    `msgid` is the English sentence, marked with `N_` where it is written, with {named} values;
    it is translated where it is shown. Nothing was written when it is raised.
    """

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values

    def __str__(self) -> str:
        shown = {k: day_text(v) if isinstance(v, date) else v for k, v in self.values.items()}
        return translate(self.msgid).format(**shown)


class Cancelled(Exception):  # noqa: N818  # not an error: the person pressed cancel
    """The person stopped a long job; what was committed stays, the rest was not begun."""
