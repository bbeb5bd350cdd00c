"""Where this laptop stands with HQ, in short; the window has it from its beginning."""

from typing import NamedTuple


class Standing(NamedTuple):
    """In short, for the header and the first page.

    `hq` is HQ's address, empty before the laptop joined. `waiting` changes go out next; `conflicts` records wait for a
    decision, `refused` changes were not taken by HQ. `exchanged_at` is the last exchange that went through (ms UTC);
    `error` one sentence why the last try did not, empty when it did.
    """

    hq: str = ""
    waiting: int = 0
    conflicts: int = 0
    refused: int = 0
    exchanged_at: int | None = None
    error: str = ""
