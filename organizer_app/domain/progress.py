"""How a long job says how far it is, and hears that the person pressed cancel."""


class Progress:
    """What a long job is given. The window and the command line each make their own kind."""

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        """Says that `done` of `total` is finished (total 0: not known); `text` is a translated phrase for now.

        May be called as often as wanted. Raises Cancelled when the person pressed cancel, so call it between
        pieces that are whole by themselves. This one says nothing and never cancels.
        """


silent = Progress()
