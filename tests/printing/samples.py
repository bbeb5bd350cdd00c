"""Made-up people and sheets for the paper tests: every name and place is invented or a plain word."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.sheets import Organisation, Person, Sheet

DATA = Path(__file__).parent / "data"
STRINGS = tuple((DATA / "strings.txt").read_text("utf-8").splitlines())
ORGANISATION = Organisation("जन जागृति संगठन, छत्तीसगढ़", "Jan Jagriti Sangathan, Chhattisgarh")
GIVEN = [
    "राजेश",
    "श्यामा",
    "लक्ष्मी",
    "धनेश्वरी",
    "बृजमोहन",
    "चन्द्रकला",
    "द्रौपदी",
    "ब्रह्मानंद",
    "रुद्रप्रताप",
    "भूपेन्द्र",
    "गीता",
    "Mahendra",
    "Triveni",
    "Shraddha",
]
MIDDLE = ["", "कुमार", "बाई", "प्रसाद", "सिंह", ""]
LAST = [
    "चन्द्राकर",
    "श्रीवास्तव",
    "विश्वकर्मा",
    "कौशिक",
    "टंडन",
    "बघेल",
    "कँवर",
    "मरकाम",
    "त्रिपाठी",
    "सूर्यवंशी",
    "Yadav",
    "Netam",
    "Chandrakar",
]
BLOCKS = ["डोंगरगढ़", "खैरागढ़", "मस्तूरी", "राजनांदगाँव", "कुरूद", "धरसींवा", "बलरामपुर", "भानुप्रतापपुर", "कोटा", "पाटन"]
PLACES = [
    "पूर्व माध्यमिक शाला",
    "गाँधी चौक",
    "शिक्षक कॉलोनी",
    "शासकीय प्राथमिक शाला",
    "स्वामी विवेकानन्द वार्ड",
    "रेलवे स्टेशन",
    "नया पारा",
]
OFFICES = [
    "महिला मोर्चा",
    "युवा मोर्चा",
    "बूथ प्रभारी",
    "प्रखंड अध्यक्ष",
    "मीडिया विभाग",
    "छात्र संगठन",
    "विधानसभा सोशल मीडिया प्रभारी",
]
DAY = date(2026, 12, 14)


def people(count: int, seed: int = 1, *, start: int = 1) -> tuple[Person, ...]:
    """Mixed-script people with serials from `start`."""
    random = Random(seed)
    made = []
    for serial in range(start, start + count):
        name = " ".join(p for p in (random.choice(GIVEN), random.choice(MIDDLE), random.choice(LAST)) if p)
        made.append(
            Person(
                serial=serial,
                member_id=serial.to_bytes(16, "big"),
                name=name,
                guardian=f"{random.choice(GIVEN)} {random.choice(LAST)}",
                relation=random.choice(("father", "husband")),
                block=random.choice(BLOCKS),
                booth=str(random.randint(1, 280)),
                place=random.choice(PLACES),
                office=random.choice(OFFICES),
                phone=f"••••••{random.randint(0, 9999):04d}",
            )
        )
    return tuple(made)


def sessions(count: int) -> tuple[Session, ...]:
    """Two a day: morning and afternoon."""
    titles = ("उद्घाटन सत्र", "सोशल मीडिया अभ्यास", "बूथ प्रबंधन", "समापन सत्र")
    return tuple(
        Session(
            id=bytes([i]) * 16,
            day=DAY + timedelta(days=i // 2),
            starts=("10:00", "14:30")[i % 2],
            ends=("12:30", "17:00")[i % 2],
            title=titles[i % 4],
            order=i,
        )
        for i in range(count)
    )


def camp(count: int = 2) -> Camp:
    """A two-day training with so many sessions."""
    return Camp(
        id=b"c" * 16,
        kind="training",
        title="क्षेत्रीय कार्यकर्ता प्रशिक्षण शिविर",
        level="district",
        area_id=b"a" * 16,
        area_name="रायपुर",
        venue="सामुदायिक भवन, धरसींवा, ज़िला रायपुर",
        from_on=DAY,
        to_on=DAY + timedelta(days=1),
        status="frozen",
        sessions=sessions(count),
    )


def sheet(count: int = 200, *, sitting: int = 2, seed: int = 1, version: str = "1A", first_new: int = 1) -> Sheet:
    """A frozen sheet of made-up people."""
    return Sheet(
        id=b"s" * 16,
        camp=camp(sitting),
        version=version,
        part=1,
        parts=1,
        code=0x3_1415_9265,
        check_key=b"k" * 16,
        sessions=sessions(sitting),
        people=people(count, seed),
        first_new=first_new,
    )
