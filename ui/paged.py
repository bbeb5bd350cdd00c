"""The pages a window has made: refreshed when what they show was written, forgotten but for their places."""

from collections.abc import Iterable, Sequence
from typing import Any

from ui.cover import Coverable
from ui.shared.page import Page, PageSpec


class Paged(Coverable):
    """A window of pages; `key` says which one is in view."""

    def __init__(self, specs: Sequence[PageSpec]) -> None:
        super().__init__()
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self._stale: set[str] = set()
        self.key = next(iter(self._specs))

    def page_keys(self) -> list[str]:
        """The keys of all pages."""
        return list(self._specs)

    def changed(self, names: Iterable[str]) -> None:
        """Refreshes the page in view if it shows one of these; the others when they are opened."""
        for key, page in self._pages.items():
            if page.shows & frozenset(names):
                if key == self.key:
                    page.refresh()
                else:
                    self._stale.add(key)

    def catch_up(self, key: str) -> None:
        """Refreshes a page that comes into view if what it shows was written meanwhile."""
        if key in self._stale:
            self._stale.discard(key)
            self._pages[key].refresh()

    def forget_pages(self, *, keep: bool) -> list[Page]:
        """Gives the pages, of which only the places are remembered, if `keep`."""
        self._states = self._states | {key: page.state() for key, page in self._pages.items()} if keep else {}
        self._stale.clear()
        pages = list(self._pages.values())
        self._pages.clear()
        return pages
