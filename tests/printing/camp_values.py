"""A made-up camp as frozen values: what the paper tests print."""

from datetime import date
from itertools import pairwise

import pypdfium2

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.sheets import Organisation, Person, Sheet

ORGANISATION = Organisation("जन जागृति संगठन, छत्तीसगढ़", "Jan Jagriti Sangathan, Chhattisgarh")
LONG_NAME = "श्रीमती धनेश्वरी बाई चन्द्राकर विश्वकर्मा क्षत्रिय श्रीवास्तव उर्फ़ विद्यावती देवी"
VENUE = "सामुदायिक भवन, धरसींवा, जिला रायपुर"
DAYS = (date(2026, 12, 14), date(2026, 12, 15))
_NAMES = (
    ("धनेश्वरी बाई चन्द्राकर", "Dhaneshwari Bai Chandrakar", "नरेन्द्र चन्द्राकर"),
    ("बृजमोहन सिंह श्रीवास्तव", "Brijmohan Singh Shrivastava", "शिवकुमार श्रीवास्तव"),
    ("Mahendra Yadav", "महेन्द्र यादव", "Santosh Sahu"),
    ("चन्द्रकला कौशिक", "", "हेमंत कौशिक"),
    ("श्यामा विश्वकर्मा", "Shyama Vishwakarma", "हेमंत विश्वकर्मा"),
    ("Triveni Nishad", "", "Arvind Nishad"),
    ("श्रीकान्त राम कँवर", "Shrikant Ram Kanwar", "सत्येन्द्र कँवर"),
    (LONG_NAME, "", "उमाशंकर ठाकुर"),
    ("ओंकार सिंह उइके", "Onkar Singh Uike", "रामदयाल उइके"),
    ("Suresh Baghel", "सुरेश बघेल", "Manoj Baghel"),
)
_OFFICES = ("महिला मोर्चा", "युवा मोर्चा", "ब्लॉक सचिव", "आईटी सेल", "बूथ प्रभारी")
_BLOCKS = ("डोंगरगढ़", "खैरागढ़", "जशपुर", "मस्तूरी", "राजनांदगाँव", "कुनकुरी")
_TITLES = (
    ("10:00", "11:30", "उद्घाटन सत्र", ("डॉ. कृष्ण कुमार त्रिपाठी",)),
    ("11:45", "13:15", "संगठन की कार्यपद्धति एवं बूथ प्रबंधन", ("श्रीमती विद्या ठाकुर", "Ramesh Netam")),
    ("10:00", "12:00", "सोशल मीडिया / Social media workshop", ("आईटी सेल",)),
    ("14:00", "15:30", "प्रश्नोत्तर एवं समापन", ()),
)


def camp(**changes: object) -> Camp:
    """Two days, four sessions."""
    sessions = tuple(
        Session(bytes([at]) * 16, DAYS[at // 2], starts, ends, title, trainers, at)
        for at, (starts, ends, title, trainers) in enumerate(_TITLES)
    )
    values: dict[str, object] = {
        "id": b"c" * 16,
        "kind": "training",
        "title": "क्षेत्रीय कार्यकर्ता प्रशिक्षण शिविर",
        "level": "district",
        "area_id": b"a" * 16,
        "area_name": "रायपुर",
        "venue": VENUE,
        "from_on": DAYS[0],
        "to_on": DAYS[1],
        "status": "frozen",
        "sessions": sessions,
        **changes,
    }
    return Camp(**values)  # type: ignore[arg-type]  # the names above are the fields


def people(count: int) -> tuple[Person, ...]:
    """Made-up people in both scripts; every seventh has no digits, every tenth a very long name."""
    return tuple(
        Person(
            serial=at + 1,
            member_id=at.to_bytes(16),
            name=_NAMES[at % len(_NAMES)][0],
            name_other=_NAMES[at % len(_NAMES)][1],
            guardian=_NAMES[at % len(_NAMES)][2],
            relation="father",
            block=_BLOCKS[at % len(_BLOCKS)],
            booth=str(at * 7 % 290 + 1),
            place="शासकीय प्राथमिक शाला",
            office=_OFFICES[at % len(_OFFICES)],
            last_four="" if at % 7 == 6 else f"{at * 3571 % 10000:04d}",
            badge=f"RPR{at + 1:04d}",
        )
        for at in range(count)
    )


def sheet(count: int) -> Sheet:
    """A frozen list of `count` people for the first two sessions."""
    the_camp = camp()
    return Sheet(b"s" * 16, the_camp, "2A", 1, 2, 12345, b"k" * 16, the_camp.sessions[:2], people(count))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as PDFium reads it, white space made single."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def lines_of(pdf: bytes) -> list[str]:
    """What stands side by side, from left to right, line by line down all pages."""
    document = pypdfium2.PdfDocument(pdf)
    lines: list[str] = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        pieces = sorted((-(box[1] + box[3]) / 2, box[0], text.get_text_bounded(*box).strip()) for box in boxes)
        rows: list[list[tuple[float, str]]] = []
        before = -1e9
        for middle, left, words in pieces:
            if middle - before > 3.5:
                rows.append([])
                before = middle
            rows[-1].append((left, words))
        lines += [" ".join(" ".join(words for _left, words in sorted(row)).split()) for row in rows]
    document.close()
    return lines


def clipped(pdf: bytes) -> bool:
    """Whether an ellipsis had to stand for words that found no room."""
    return any("…" in page for page in pages_of(pdf))


def ordered(page: str, *words: str) -> bool:
    """Whether the words stand on the page in this order."""
    places = [page.index(word) for word in words]
    return all(a < b for a, b in pairwise(places))
