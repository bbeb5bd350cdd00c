"""Titles beside a name, kept apart from it: which there are, in both scripts, and where they stand."""

from organizer_app.domain.names import script

JI = ("जी", "Ji")
OFFERED = (
    ("श्री", "Shri"),
    ("श्रीमती", "Smt."),
    ("सुश्री", "Sushri"),
    ("कु.", "Km."),
    ("डॉ.", "Dr."),
    ("प्रो.", "Prof."),
    ("एड.", "Adv."),
    ("इं.", "Er."),
    ("स्व.", "Late"),
    JI,
)
_ALSO = (
    *(("श्री", word) for word in ("sri", "shree", "mr")),
    *(("श्रीमती", word) for word in ("श्रीमति", "shrimati", "mrs")),
    *(("सुश्री", word) for word in ("ms", "miss")),
    *(("कु.", word) for word in ("kum", "kumari")),
    *(("डॉ.", word) for word in ("डा", "डॉक्टर")),
    *(("स्व.", word) for word in ("स्वर्गीय", "स्वर्गीया")),
)
_DOTS = ".॰०0,"


def _bare(word: str) -> str:
    return word.rstrip(_DOTS).casefold()


_BY_SCRIPT = {
    "Deva": {_bare(word): pair[0] for pair in OFFERED for word in pair} | {_bare(w): hi for hi, w in _ALSO},
    "Latn": {_bare(word): pair[1] for pair in OFFERED for word in pair}
    | {_bare(w): next(en for known, en in OFFERED if known == hi) for hi, w in _ALSO if script(w) == "Deva"},
}
_AFTER = frozenset(_bare(word) for word in JI)


def joined(*titles: str) -> str:
    """Titles from several places in one line, each once."""
    words = {_bare(word): word for line in reversed(titles) for word in reversed(line.split())}
    return " ".join(reversed(words.values()))


def in_script(honorific: str, name: str) -> str:
    """Titles in the script of a name, each once, as far as they are known: "श्रीमती" of "Sita Devi" is "Smt."."""
    known = _BY_SCRIPT.get(script(name), {})
    return " ".join(dict.fromkeys(_as_known(word, known, name) for word in honorific.split()))


def _as_known(word: str, known: dict[str, str], name: str) -> str:
    return word if script(word) == script(name) else known.get(_bare(word), word)


def titled(honorific: str, name: str) -> str:
    """A name with its titles in its own script, जी behind it: ("श्री जी", "राम लाल") -> "श्री राम लाल जी"."""
    words = in_script(honorific, name).split() if name else []
    before = [word for word in words if _bare(word) not in _AFTER]
    after = [word for word in words if _bare(word) in _AFTER]
    return " ".join((*before, name, *after)) if name else ""
