"""The colours, sizes and type of the window, and the contrast between two colours.

`LIGHT` and `DARK` are the only places where a colour is written; everything that paints asks `style.tokens()`.
"""

from typing import NamedTuple

FAMILY = "Mukta"
CONTROL = 34
ROW = 46
SIDEBAR = 212
SIDEBAR_NARROW = 60
NARROW = 1200
RADIUS = 7
CARD_RADIUS = 10


class Tokens(NamedTuple):
    """One theme. `text2`/`text3` are quieter text; `*_soft` is the ground of a pill whose text is the colour itself."""

    dark: bool
    bg: str
    side: str
    surface: str
    sunk: str
    hover: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    soft: str
    on_accent: str
    fill: str
    selected: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    thumb: str
    toast: str
    on_toast: str
    toast_action: str

    def tone(self, tone: str) -> tuple[str, str]:
        """(text, ground) of a pill: ok, warn, bad, info, accent; anything else is plain."""
        pairs = {
            "ok": (self.ok, self.ok_soft),
            "warn": (self.warn, self.warn_soft),
            "bad": (self.bad, self.bad_soft),
            "info": (self.info, self.info_soft),
            "accent": (self.accent, self.soft),
        }
        return pairs.get(tone, (self.text2, self.hover))


LIGHT = Tokens(
    dark=False, bg="#F6F5F2", side="#EFEEE9", surface="#FFFFFF", sunk="#FAF9F7", hover="#F3F2EE", line="#E5E2DB",
    edge="#8F8B82", text="#1B2321", text2="#4C5653", text3="#666F6B", accent="#0B655B", accent_hover="#08534B",
    soft="#E2F0ED", on_accent="#FFFFFF", fill="#0E7F72", selected="#EAF4F2", ok="#1B7145", ok_soft="#E4F2E9",
    warn="#855600", warn_soft="#FAF0DB", bad="#AE3326", bad_soft="#FAE9E6", info="#295F8C", info_soft="#E6EFF7",
    thumb="#C9C5BC", toast="#26302D", on_toast="#FFFFFF", toast_action="#8FE0D1",
)  # fmt: skip
DARK = Tokens(
    dark=True, bg="#121617", side="#0E1213", surface="#1A2022", sunk="#161B1D", hover="#20282A", line="#2B3437",
    edge="#717C80", text="#E9EDEB", text2="#B7C0BD", text3="#949F9B", accent="#62CDBA", accent_hover="#83DACB",
    soft="#16322E", on_accent="#05211C", fill="#3FB3A0", selected="#182D2A", ok="#72CF98", ok_soft="#16301F",
    warn="#E4B960", warn_soft="#33290F", bad="#F2958A", bad_soft="#3B1F1B", info="#8CC0E8", info_soft="#172B3C",
    thumb="#4A5457", toast="#E9EDEB", on_toast="#14181A", toast_action="#0B655B",
)  # fmt: skip

# Pairs of (text, ground) for the initials beside a name; picked by the name alone, so a person keeps the colour.
AVATARS_LIGHT = (
    ("#0B655B", "#E2F0ED"), ("#295F8C", "#E6EFF7"), ("#855600", "#FAF0DB"),
    ("#7A3F7A", "#F3E8F3"), ("#4F6620", "#EAEFDD"), ("#AE3326", "#FAE9E6"),
)  # fmt: skip
AVATARS_DARK = (
    ("#62CDBA", "#16322E"), ("#8CC0E8", "#172B3C"), ("#E4B960", "#33290F"),
    ("#D6A3DE", "#33203A"), ("#B6CC7E", "#262E14"), ("#F2958A", "#3B1F1B"),
)  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two "#RRGGBB" colours, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
