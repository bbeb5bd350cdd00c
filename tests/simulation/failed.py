"""How a broken rule is told."""


class Failed(AssertionError):  # noqa: N818  # what a test says, no error of a program
    """A rule of sync is broken. `kind`: its name, the same in a shrunk run."""

    def __init__(self, kind: str, what: object) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind = kind
