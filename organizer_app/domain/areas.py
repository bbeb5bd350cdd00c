"""Places as values: levels, what a level is called in a state, and one line of an area list."""

from collections.abc import Mapping
from dataclasses import dataclass

from organizer_app.domain.ids import natural_id
from organizer_app.domain.words import language

LEVELS = (
    "state",
    "division",
    "lok_sabha",
    "district",
    "vidhan_sabha",
    "sub_division",
    "tehsil",
    "block",
    "sector",
    "panchayat",
    "town",
    "village",
    "ward",
    "booth",
)
"""From the widest to the narrowest; a level that is not here is the organisation's own and comes last."""

JHARKHAND, CHHATTISGARH = "20", "22"
PACKS = {"jharkhand": JHARKHAND, "chhattisgarh": CHHATTISGARH}
"""The area lists that come with the program (resources/areas/<pack>.csv) and the LGD code of their state."""

# The government's words differ by state, so no catalogue can hold them under one English message.
_NAMES = {
    "state": ("State", "राज्य"),
    "division": ("Division", "संभाग"),
    "district": ("District", "जिला"),
    "sub_division": ("Sub-division", "अनुमंडल"),
    "tehsil": ("Tehsil", "तहसील"),
    "block": ("Block", "ब्लॉक"),
    "panchayat": ("Gram panchayat", "ग्राम पंचायत"),
    "village": ("Village", "गांव"),
    "town": ("Town", "नगर"),
    "ward": ("Ward", "वार्ड"),
    "lok_sabha": ("Lok Sabha constituency", "लोकसभा क्षेत्र"),
    "vidhan_sabha": ("Assembly constituency", "विधानसभा क्षेत्र"),
    "sector": ("Sector", "सेक्टर"),
    "booth": ("Booth", "बूथ"),
}
_BIHAR_AND_JHARKHAND = {
    "division": ("Division", "प्रमंडल"),
    "tehsil": ("Circle", "अंचल"),
    "block": ("Block", "प्रखंड"),
}
_MADHYA_PRADESH_AND_CHHATTISGARH = {
    "sub_division": ("Sub-division", "अनुभाग"),
    "block": ("Block", "विकासखंड"),
}
_UTTAR_PRADESH = {"division": ("Division", "मंडल")}
_UTTARAKHAND = {"division": ("Division", "मंडल"), "block": ("Block", "विकासखंड")}
_RAJASTHAN = {"block": ("Panchayat Samiti", "पंचायत समिति")}
_GUJARAT_AND_MAHARASHTRA = {"tehsil": ("Taluka", "तालुका")}
_BY_STATE = {
    "5": _UTTARAKHAND,
    "8": _RAJASTHAN,
    "9": _UTTAR_PRADESH,
    "10": _BIHAR_AND_JHARKHAND,
    JHARKHAND: _BIHAR_AND_JHARKHAND,
    CHHATTISGARH: _MADHYA_PRADESH_AND_CHHATTISGARH,
    "23": _MADHYA_PRADESH_AND_CHHATTISGARH,
    "24": _GUJARAT_AND_MAHARASHTRA,
    "27": _GUJARAT_AND_MAHARASHTRA,
}

Labels = Mapping[str, Mapping[str, tuple[str, str]]]
"""LGD state code -> level -> what the organisation calls it, in English and Hindi; "" where it has no word."""

_in_force: Labels = {}

ECI_CODES = {
    **{"1": "U08", "2": "S08", "3": "S19", "4": "U02", "5": "S28", "6": "S07", "7": "U05", "8": "S20", "9": "S24"},
    **{"10": "S04", "11": "S21", "12": "S02", "13": "S17", "14": "S14", "15": "S16", "16": "S23", "17": "S15"},
    **{"18": "S03", "19": "S25", "20": "S27", "21": "S18", "22": "S26", "23": "S12", "24": "S06", "27": "S13"},
    **{"28": "S01", "29": "S10", "30": "S05", "31": "U06", "32": "S11", "33": "S22", "34": "U07", "35": "U01"},
    **{"36": "S29", "37": "U09", "38": "U03"},
}
"""LGD state code -> the Election Commission's code of the state, the first part of an assembly's code."""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One place of an area list. Codes are text and unique within their level (LGD, or "S27-063" for an assembly).

    `parent_*` is the administrative parent, `constituency_*` the parent in the electoral tree (the assembly of a
    booth, the Lok Sabha constituency of an assembly, the state of a Lok Sabha constituency). `district_code` is the
    district in which an assembly mainly lies. Empty means unknown or none; nothing is guessed.
    """

    level: str
    code: str
    name_en: str
    name_hi: str
    parent_level: str = ""
    parent_code: str = ""
    constituency_level: str = ""
    constituency_code: str = ""
    district_code: str = ""
    state_code: str = ""
    population: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.level, self.code

    @property
    def name(self) -> str:
        """The name in the language in force, else the other one."""
        return (self.name_hi or self.name_en) if language() == "hi" else (self.name_en or self.name_hi)


def area_id(level: str, code: str) -> bytes:
    """The id of a place, the same on every laptop and however often its list is imported."""
    return natural_id("area", level, code)


def level_order(level: str) -> int:
    """Where a level stands, 0 for the state; an organisation's own level comes after all of them."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def use_labels(labels: Labels) -> None:
    """Brings the organisation's own names of levels into force, for windows, papers and commands."""
    global _in_force  # as the language: one for the whole program
    _in_force = labels


def level_name(level: str, state_code: str = "", *, lang: str | None = None) -> str:
    """What a level is called in a state (LGD code), in `lang` or the language in force.

    The organisation's own word where it has one (`use_labels`), else the government's: division is प्रमंडल in
    Jharkhand and संभाग in Chhattisgarh. A level of the organisation's own is its own name.
    """
    hindi = (lang or language()) == "hi"
    own = _in_force.get(state_code, {}).get(level, ("", ""))[hindi]
    return own or usual_level_name(level, state_code, hindi=hindi)


def usual_level_name(level: str, state_code: str, *, hindi: bool) -> str:
    """The same without the organisation's own words."""
    names = _BY_STATE.get(state_code, {}).get(level) or _NAMES.get(level)
    return names[hindi] if names else level.replace("_", " ")


def district_bucket(lgd_code: str) -> str:
    """The bucket in which a district's records travel: "D339"."""
    return f"D{lgd_code}"


def state_bucket(lgd_code: str) -> str:
    """The bucket in which a state's area list travels: "state:20"."""
    return f"state:{lgd_code}"
