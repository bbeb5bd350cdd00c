"""The notice people are given before they agree, by section 5 of the Digital Personal Data Protection Act, 2023, and
rule 3 of its Rules of 2025: what is written down, for what alone, how to take it back, rights, and where to complain.

These words are version 1. They are never changed, because people agreed to them as they are; an organisation's own
words, or better ones, are a new version. In Hindi and English, without the catalogue: a notice is shown in the language
of the person, whatever the laptop speaks.
"""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.members import CONSENT_PURPOSES

BUILT_IN = "1"
LANGUAGES = ("hi", "en")

_WHAT_EN = (
    "We write down: your name, father's or husband's name, year of birth, gender, phone number, address and place"
)
_WHAT_HI = "हम यह लिखते हैं: आपका नाम, पिता या पति का नाम, जन्म का वर्ष, लिंग, फ़ोन नंबर, पता और स्थान"
_FOR_EN = {
    "membership": (
        ", the work you do with us and the offices you hold, and which camps you came to.",
        "Only for this: to keep the record of our members and office bearers.",
    ),
    "organisation": (
        ", the offices you hold, and which camps and meetings you came to.",
        "Only for this: to invite you to our camps and meetings, to arrange them, and to know who came.",
    ),
    "campaign": (
        ".",
        "Only for this: to send you messages of our campaigns, by the ways that you tick.",
    ),
}
_FOR_HI = {
    "membership": (
        ", हमारे साथ आपका काम और आपके पद, और आप किन शिविरों में आए।",
        "केवल इसके लिए: सदस्यों और पदाधिकारियों का रिकॉर्ड रखना।",
    ),
    "organisation": (
        ", आपके पद, और आप किन शिविरों और बैठकों में आए।",
        "केवल इसके लिए: आपको शिविरों और बैठकों में बुलाना, उनका प्रबंध करना, और यह जानना कि कौन आया।",
    ),
    "campaign": (
        "।",
        "केवल इसके लिए: आपको हमारे अभियानों के संदेश भेजना, जिन तरीकों पर आप निशान लगाएँ।",
    ),
}
_REST_EN = (
    "You need not agree. If you do not, nothing is held against you.",
    "You can take your consent back at any time, as easily as you give it: tell any office bearer, or sign this form "
    "again with “I take it back”. From then on we stop.",
    "You can see and get a copy of all that we keep about you, have it corrected, have it erased, and name somebody "
    "who does this for you if you die or fall ill.",
    "We ask for no caste, religion or Aadhaar number. We give your data to nobody outside the organisation.",
    "First complain to our office, at the address on this form; it answers within 90 days. After that you can complain "
    "to the Data Protection Board of India.",
    "For somebody under 18 the father, mother or guardian agrees.",
)
_REST_HI = (
    "सहमति देना ज़रूरी नहीं है। न देने पर आपका कोई नुकसान नहीं होगा।",
    "आप सहमति कभी भी वापस ले सकते हैं, उतनी ही आसानी से जितनी आसानी से दी थी: किसी भी पदाधिकारी से कहें, या इसी फ़ॉर्म पर "
    "“मैं सहमति वापस लेता/लेती हूँ” पर हस्ताक्षर करें। तब से हम रुक जाएँगे।",
    "आपके बारे में जो कुछ लिखा है उसे आप देख सकते हैं, उसकी प्रति ले सकते हैं, उसे ठीक करवा सकते हैं, मिटवा सकते हैं, और किसी को "
    "नामित कर सकते हैं जो आपकी मृत्यु या बीमारी में आपके लिए यह करे।",
    "हम जाति, धर्म या आधार नंबर नहीं पूछते। आपकी जानकारी संगठन के बाहर किसी को नहीं देते।",
    "पहले इस फ़ॉर्म पर लिखे पते पर हमारे कार्यालय में शिकायत करें; जवाब 90 दिन के भीतर मिलेगा। उसके बाद आप भारतीय डेटा संरक्षण "
    "बोर्ड में शिकायत कर सकते हैं।",
    "18 वर्ष से कम आयु वालों के लिए पिता, माता या अभिभावक सहमति देते हैं।",
)


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One version of the notice for a purpose, in both languages; paragraphs are lines. `from_on` None: built in."""

    purpose: str
    version: str
    text_hi: str
    text_en: str
    from_on: date | None = None

    def text(self, language: str) -> str:
        """The words in a language, or in the other one where the organisation wrote only that."""
        one, other = (self.text_hi, self.text_en) if language == "hi" else (self.text_en, self.text_hi)
        return one or other


def built_in(purpose: str) -> NoticeText:
    """The program's own notice for a purpose. Raises KeyError for an unknown one."""
    english, hindi = _FOR_EN[purpose], _FOR_HI[purpose]
    return NoticeText(
        purpose,
        BUILT_IN,
        "\n".join([_WHAT_HI + hindi[0], hindi[1], *_REST_HI]),
        "\n".join([_WHAT_EN + english[0], english[1], *_REST_EN]),
    )


assert set(_FOR_EN) == set(_FOR_HI) == set(CONSENT_PURPOSES)
