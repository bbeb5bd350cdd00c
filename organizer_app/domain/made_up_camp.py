"""A made-up training camp: a day as such camps really run, with invented trainers."""

from dataclasses import dataclass
from random import Random

from organizer_app.domain.made_up import people
from organizer_app.domain.made_up_places import places


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One line of the day: local times "HH:MM", title and trainers in both languages.

    `attended` tells sessions, for which attendance is taken, from registration, meals and ceremonies.
    """

    starts: str
    ends: str
    title_hi: str
    title_en: str
    attended: bool = False
    trainers_hi: tuple[str, ...] = ()
    trainers_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampPlan:
    """A one-day training camp with the whole timetable of its day."""

    title_hi: str
    title_en: str
    venue_hi: str
    venue_en: str
    capacity: int
    timetable: tuple[PlannedItem, ...]

    @property
    def sessions(self) -> tuple[PlannedItem, ...]:
        return tuple(item for item in self.timetable if item.attended)


_TITLES = (
    ("कार्यकर्ता प्रशिक्षण शिविर", "Volunteers' training camp"),
    ("बूथ प्रभारी प्रशिक्षण शिविर", "Booth in-charges' training camp"),
    ("सोशल मीडिया प्रशिक्षण शिविर", "Social media training camp"),
)
_VENUES = (
    ("सामुदायिक भवन, {hi}", "Community hall, {en}"),
    ("पंचायत भवन, {hi}", "Panchayat hall, {en}"),
    ("उच्च विद्यालय सभागार, {hi}", "High school hall, {en}"),
)
_TOPICS = (
    ("संगठन और हमारा काम", "The organisation and our work"),
    ("घर-घर संपर्क कैसे करें", "How to visit every home"),
    ("बूथ समिति बनाना और चलाना", "Forming and running a booth committee"),
    ("समस्या सुनना, लिखना और हल तक पहुँचाना", "Hearing, recording and following up problems"),
    ("तथ्य-जांच: भेजने से पहले परखें", "Fact check: look before you forward"),
    ("बैठक कैसे चलाएँ", "How to run a meeting"),
)
_PRACTICAL = ("सोशल मीडिया: फोन पर अभ्यास", "Social media: practice on phones")
_GROUPS = ("प्रखंडवार समूह: लक्ष्य और योजना", "Groups by block: targets and plan")


def camp_plan(seed: int) -> CampPlan:
    """A camp of four sessions between registration at 09:30 and the closing at 17:30, the same for the same seed."""
    random = Random(seed).random
    title = _TITLES[int(random() * len(_TITLES))]
    venue = _VENUES[int(random() * len(_VENUES))]
    homes = places()
    home = homes[int(random() * len(homes))]
    first = int(random() * len(_TOPICS))
    second = (first + 1 + int(random() * (len(_TOPICS) - 1))) % len(_TOPICS)
    trainers = _trainers(seed)

    def session(starts: str, ends: str, words: tuple[str, str], *which: int) -> PlannedItem:
        hindi, english = zip(*(trainers[n] for n in which), strict=True)
        return PlannedItem(starts, ends, *words, attended=True, trainers_hi=hindi, trainers_en=english)

    return CampPlan(
        title_hi=title[0],
        title_en=title[1],
        venue_hi=venue[0].format(hi=home.village_hi),
        venue_en=venue[1].format(en=home.village_en),
        capacity=200,
        timetable=(
            PlannedItem("09:30", "10:00", "पंजीकरण, किट और नाश्ता", "Registration, kit and breakfast"),
            PlannedItem("10:00", "10:45", "उद्घाटन सत्र", "Inaugural session"),
            session("10:45", "12:00", _TOPICS[first], 0),
            session("12:00", "13:15", _TOPICS[second], 1),
            PlannedItem("13:15", "14:00", "दोपहर का भोजन", "Lunch"),
            session("14:00", "15:15", _PRACTICAL, 2),
            PlannedItem("15:15", "15:30", "चाय", "Tea"),
            session("15:30", "16:30", _GROUPS, 0, 3),
            PlannedItem("16:30", "17:00", "प्रश्न और प्रतिक्रिया", "Questions and feedback"),
            PlannedItem("17:00", "17:30", "समापन सत्र, संकल्प और समूह फोटो", "Closing, pledge and group photo"),
        ),
    )


def _trainers(seed: int) -> list[tuple[str, str]]:
    """Four invented trainers of different families, Hindi and English name."""
    families = {p.guardian: p for p in people(60, seed ^ 0x5EED)}
    chosen = list(families.values())[:4]
    return [(p.name_other, p.name) if p.name.isascii() else (p.name, p.name_other) for p in chosen]
