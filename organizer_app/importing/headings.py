"""What the heading of a column says, in Hindi, English or Kruti Dev: a field, something passed over, or never taken."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from organizer_app.domain.words import N_
from organizer_app.importing.kruti_dev import to_unicode

NEVER = {
    "caste": N_("“{header}” is about caste or community. It is never imported: members are not sorted by it here."),
    "religion": N_("“{header}” is about religion. It is never imported: members are not sorted by it here."),
    "aadhaar": N_("“{header}” holds Aadhaar numbers. They are never imported; delete them from your files too."),
    "voter": N_("“{header}” comes from the electoral roll or voter cards. It is never imported."),
    "papers": N_("“{header}” holds bank or identity papers. They are never imported: nothing here needs them."),
}
PASSED_OVER = "-"
"""A heading that is understood and of no use here: serial numbers, e-mail, signatures, Lok Sabha."""


class Heading(NamedTuple):
    """What a heading was understood as: a field, a key of NEVER, or PASSED_OVER; and how sure, 0 to 1."""

    what: str
    confidence: float


_NUMBER = "(?:no|id|number|num|code|नं|नंबर|न|सं|संख्या|क्र|क्रमांक|आईडी)"
_MEMBER_HI = "(?:प्राथमिक |सक्रिय )?सदस्य"
_WORKER_HI = "कार्यकर्ता|पदाधिकारी|पदाधिकारि|प्रतिभागी|प्रतिभागि|स्वयंसेवक|व्यक्ति"
_PERSON = "(?:member|worker|participant|volunteer|candidate|person|karyakarta|trainee)s?"

# Tried from top to bottom on the plain form (see `plain`); the first that is found decides. Words that name a
# thing stand before words that name a person, so that "name of block" is a block.
_RULES: tuple[tuple[str, float, str], ...] = (
    ("aadhaar", 1.0, r"\b(?:aa?dh?aa?r|uid|uidai)\b|आधार"),
    ("voter", 1.0, r"\b(?:epic|voter|elector|part no|roll no)\b|मतदाता (?!केंद्र)|मतदाता$|वोटर|एपिक|निर्वाचक"),
    ("voter", 1.0, r"भाग (?:सं|क्र|नं)"),
    ("religion", 1.0, r"\b(?:religion|dharma?|faith)\b|धर्म(?!शाला)|मजहब|पंथ"),
    ("caste", 1.0, r"\b(?:sub ?)?(?:caste|jati|jaati)\b|\b(?:social )?category\b|\bcommunity\b|\bsc st\b|जाति|जाती"),
    ("caste", 1.0, r"समुदाय|कोटि"),
    ("caste", 0.9, r"^(?:वर्ग|सामाजिक वर्ग|श्रेणी)$"),
    ("papers", 1.0, r"\b(?:bank|ifsc|pan (?:no|card)|account|a c no|ration|passport|licen[cs]e)\b"),
    ("papers", 1.0, r"बैंक|खाता|राशन|पैन (?:नं|कार्ड|सं)|पहचान पत्र|पासपोर्ट"),
    (PASSED_OVER, 1.0, r"^(?:s|sr|sl|ser|serial|sn|sno|srno|slno)(?: ?n(?:o|umber|um))?$|^#$"),
    (PASSED_OVER, 1.0, r"^(?:क्र|क्रम|क्रमांक|क्रमाक)(?: (?:सं|संख्या|नं))?$|^(?:सं|नं)$"),
    (PASSED_OVER, 1.0, r"e ?mail|ई ?मेल|signature|हस्ताक्षर|thumb|अंगूठा|photo|फोटो|timestamp|तारीख|दिनांक$|^date$"),
    (PASSED_OVER, 1.0, r"उपस्थित"),
    (PASSED_OVER, 1.0, r"^row$|^reason$|^पंक्ति$|^कारण$"),
    (PASSED_OVER, 1.0, r"लोक ?सभा|संसदीय|\b(?:lok ?sabha|parliament\w*|pc (?:name|no))\b|राज्य|\bstate\b|संभाग|प्रमंडल"),
    (PASSED_OVER, 1.0, r"\bdivision\b"),
    (PASSED_OVER, 1.0, r"(?:पिता|पति|father|husband).*(?:मोबाइल|मोबाईल|फोन|mobile|phone)"),
    ("card_no", 1.0, rf"^(?:membership|(?:primary )?member|card)(?: card)? {_NUMBER}$"),
    ("card_no", 1.0, rf"^(?:{_MEMBER_HI}(?:ता)?|कार्ड)(?: कार्ड)? {_NUMBER}$"),
    ("card_no", 0.8, r"\b(?:card|membership) (?:no|number|id)\b|\bmember ?id\b|कार्ड|सदस्यता (?:क्र|सं|नं)"),
    ("guardian", 1.0, r"^(?:पिता|पति|पिता पति|पति पिता|माता पिता)(?: का)?(?: नाम)?$"),
    ("guardian", 1.0, r"^(?:father|husband|father s?|father s? ?husband s?|husband s? ?father s?)(?: ?name)?$"),
    ("guardian", 0.9, r"पिता|पति(?!नि)|अभिभावक|संरक्षक|माता"),
    ("guardian", 0.9, r"\b(?:fathers?|husbands?|mothers?|guardians?|f name|f h name|parents?|pita|pati)\b"),
    ("guardian", 0.9, r"\b[swdc] o\b(?! b)"),
    ("relation", 0.9, r"संबंध|रिश्ता|\brelation(?:ship)?\b"),
    ("whatsapp", 1.0, r"whats ?app|\bwa (?:no|number)\b|व्हाट|वाट्स ?[एअ]|वॉट्स|व्हॉट"),
    ("phone2", 1.0, r"\b(?:second|alternat\w*|other|alt) (?:mobile|phone|contact|number|no|mob)"),
    ("phone2", 1.0, r"(?:दूसरा|अन्य|वैकल्पिक|अतिरिक्त) (?:मोबाइल|मोबाईल|फोन|नंबर)"),
    ("phone2", 1.0, r"(?:mobile|phone|contact|mob|मोबाइल|मोबाईल|फोन)(?: (?:no|number|नं|नंबर|सं))? ?(?:2|two|ii|ख)$"),
    ("phone", 1.0, rf"^(?:mobile|phone|contact|mob|telephone|cell)(?: ?{_NUMBER})?(?: ?1)?$"),
    ("phone", 1.0, rf"^(?:मोबाइल|मोबाईल|फोन|दूरभाष|संपर्क|मो)(?: ?(?:सूत्र|{_NUMBER}))?(?: ?1)?$"),
    ("phone", 0.8, r"\b(?:mobile|phone|contact (?:no|number)|mob|telephone|tel)\b|मोबाइल|मोबाईल|मोबाईन|फोन|दूरभाष"),
    ("phone", 0.8, r"संपर्क|दूरध्वनि"),
    ("birth_year", 1.0, r"\b(?:d ?o ?b|birth|year of birth|yob|age|umar|aayu)\b|जन्म|आयु|उम्र|उमर"),
    ("gender", 1.0, r"\b(?:gender|sex|ling|male female|m f)\b|लिंग|स्त्री पुरुष|पुरुष (?:स्त्री|महिला)|महिला पुरुष"),
    ("gender", 1.0, r"^म पु$|^पु म$"),
    ("pin", 1.0, r"\b(?:pin|pin ?code|zip|postal code|post code)\b|पिन"),
    ("languages", 1.0, r"\blanguages?\b|भाषा"),
    ("booth", 1.0, r"\bbooth|\bpolling station|\bps (?:no|name)\b|बूथ|मतदान (?:केंद्र|स्थल)"),
    ("seat", 1.0, r"विधान ?सभा|\bvidhan ?sabha\b|\bassembly\b|\bac (?:name|no)\b|\bseat\b|^विस$"),
    ("seat", 0.8, r"निर्वाचन क्षेत्र|\bconstituency\b"),
    ("block", 1.0, r"प्रखंड|विकास ?खंड|ब्लॉक|ब्लाक|\bblocks?\b|\bprakhand\b|जनपद पंचायत"),
    ("place", 0.7, r"पंचायत|\b(?:gram )?pancha?yat\b|^gp$|^ग्रापं$"),
    ("district", 1.0, r"जिला|जिले|\b(?:district|dist|distt|zill?a|jila)\b|^जनपद$"),
    ("place", 1.0, r"गांव|ग्राम|वार्ड|मोहल्ला|मुहल्ला|टोला|\b(?:village|vill|ward|gaon|gram|mohalla|tola|locality)\b"),
    ("place", 0.8, r"\b(?:town|city|place)\b|नगर|शहर|स्थान|कस्बा"),
    ("block", 0.6, r"तहसील|अंचल|मंडल|\b(?:tehsil|tahsil|taluka?|mandal|anchal|circle)\b"),
    ("address", 1.0, r"पता|पत्ता|निवास|ठिकाना|\b(?:address|addr|residence|pata)\b"),
    ("wing", 1.0, r"मोर्चा|प्रकोष्ठ|विभाग|कोषांग|\b(?:wing|morcha|prakosth|prakoshth|department|dept|front)\b"),
    ("honorific", 0.9, r"^(?:title|prefix|salutation|honorific|उपाधि|संबोधन|श्री श्रीमती)$"),
    ("surname", 1.0, r"^(?:last ?name|sur ?name|family name|उपनाम|सरनेम|कुलनाम)$"),
    ("name_other", 0.9, r"^(?:name (?:in )?(?:other script|translit\w*)|नाम दूसरी लिपि(?: में)?)$"),
    ("name", 1.0, r"^(?:पूरा |शुभ )?नाम$|^(?:full |first |member s? ?|members? )?name$"),
    ("name", 1.0, rf"^(?:{_MEMBER_HI}|{_WORKER_HI})(?:ों|ओं|यों)?(?: का| के| के पूरा| का पूरा)? ?(?:नाम)?$"),
    ("name", 1.0, rf"^(?:name of (?:the )?)?{_PERSON}(?: s)?(?: name)?$"),
    ("name", 0.9, r"^नाम (?:हिंदी|अंग्रेजी|english|hindi)|^(?:हिंदी|अंग्रेजी)(?: में)? नाम"),
    ("name", 0.9, r"\bname (?:in )?(?:hindi|english)|^(?:hindi|english) name|^name en$|^name hi$"),
    ("office", 1.0, r"^पद$|पदनाम|दायित्व|जिम्मेदारी|\b(?:designation|post|office|role|position|responsibility|pad)\b"),
    ("office", 1.0, r"^पद "),
    ("wing", 0.6, r"संगठन|इकाई|\b(?:unit|cell|organi[sz]ation)\b"),
    ("notes", 1.0, r"टिप्पणी|अभ्युक्ति|रिमार्क|विशेष|\b(?:remarks?|notes?|comments?)\b"),
    ("name", 0.5, r"\bname\b|नाम"),
)  # fmt: skip
_COMPILED = tuple((what, sure, re.compile(pattern)) for what, sure, pattern in _RULES)
_LONGEST = 60
_FOLD = str.maketrans({"़": "", "ँ": "ं", "\u200c": "", "\u200d": ""})
_NASAL = re.compile("म्(?=[पफबभ])|न्(?=[तथदध])|ण्(?=[टठडढ])")
_NO_LETTER = re.compile(r"[^\w\u0900-\u0963#]+|_|(?<=[\u0900-\u0963])0")


def plain(text: str) -> str:
    """A heading for comparing: lower case, no nukta or chandrabindu, one space for anything but letters and digits."""
    text = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    text = _NASAL.sub("ं", text)
    return " ".join(_NO_LETTER.sub(" ", text).split())


@lru_cache(maxsize=4096)
def read(text: str) -> Heading | None:
    """What a heading says, or None. One in Kruti Dev is read once converted."""
    if not 0 < len(text) <= _LONGEST:
        return None
    found = _match(plain(text))
    if found is None and not re.search("[ऀ-ॿ]", text):
        found = _match(plain(to_unicode(text)))
    return found


def in_unicode(text: str) -> str:
    """A heading as it reads: converted if it only makes sense as Kruti Dev."""
    if _match(plain(text)) is None and read(text) is not None:
        return to_unicode(text)
    return text


def is_age(text: str) -> bool:
    """Whether a heading asks for an age, so that 45 is one and no year."""
    return re.search(r"\b(?:age|umar|aayu)\b|आयु|उम्र|उमर", f"{plain(text)} {plain(to_unicode(text))}") is not None


def relation(text: str) -> str:
    """The one relation a guardian's heading names: father, husband, mother, guardian, or "" when it leaves a choice."""
    words = f"{plain(text)} {plain(to_unicode(text))}"
    named = {
        code
        for code, pattern in (
            ("father", r"पिता|\b(?:fathers?|f name|pita|s o|d o)\b"),
            ("husband", r"पति|\b(?:husbands?|pati|w o)\b"),
            ("mother", r"माता|\bmothers?\b"),
            ("guardian", r"अभिभावक|संरक्षक|\bguardians?\b"),
        )
        if re.search(pattern, words)
    }
    return named.pop() if len(named) == 1 else ""


def _match(words: str) -> Heading | None:
    for what, sure, pattern in _COMPILED:
        if pattern.search(words):
            return Heading(what, sure)
    return None
