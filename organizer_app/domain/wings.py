"""Wings as values: one line of a template and one row of a list."""

import re
from dataclasses import dataclass

from organizer_app.domain.words import language

KINDS = ("front", "organisation", "department", "cell")
NEVER = 0  # `archived_at` of a wing whose adding was undone: unless somebody has it, no list shows it
_COMMUNITY = re.compile(
    r"\b(?:sc|st|obc|ebc|mbc|dalit|adivasi|tribals?|scheduled|backward|minorit(?:y|ies)|muslim|christian|sikh|buddhist|jain"
    r"|hindu|caste)\b|अनुसूचित|जनजाति|पिछड़ा|पिछड़े|अल्पसंख्यक|आदिवासी|दलित|महादलित|मुस्लिम|मुसलमान|ईसाई|सिख|बौद्ध|जैन|हिंदू|हिन्दू|जातीय"
)


def names_community(*words: str) -> bool:
    """Whether a wing's code or names could be read as the community of those in it; then no paper shows it."""
    return any(_COMMUNITY.search(w.casefold().replace("_", " ").replace("ड़", "ड़")) for w in words)


@dataclass(frozen=True, slots=True)
class WingLine:
    """A wing of a template; `parent` is another line's code or empty; `on_paper` off for a community's wing."""

    kind: str
    code: str
    name_hi: str
    name_en: str
    parent: str = ""
    order: int = 0
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class WingRow:
    """A wing as lists and pickers show it; an `archived` one is not offered any more."""

    id: bytes
    kind: str
    code: str
    name_hi: str
    name_en: str
    parent_id: bytes | None = None
    archived: bool = False

    @property
    def name(self) -> str:
        return (self.name_hi or self.name_en) if language() == "hi" else (self.name_en or self.name_hi)
