"""What people are told before they agree: the words in force, and those that were."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import CONSENT_PURPOSES
from organizer_app.domain.notices import built_in
from organizer_app.models import Notice
from organizer_app.services import notices
from tests.services.world import World


@pytest.mark.parametrize("purpose", CONSENT_PURPOSES)
def test_the_built_in_words_hold_what_the_law_asks_for(purpose: str) -> None:
    notice = built_in(purpose)
    english, hindi = notice.text("en"), notice.text("hi")
    for words in ("We write down:", "Only for this:", "take your consent back", "erased", "Data Protection Board"):
        assert words in english
    for words in ("हम यह लिखते हैं:", "केवल इसके लिए:", "सहमति कभी भी वापस", "मिटवा", "डेटा संरक्षण बोर्ड"):
        assert words in hindi
    assert english.count("\n") == hindi.count("\n")


def test_own_words_are_a_new_version_and_the_old_ones_stay(world: World) -> None:
    assert world.read(notices.current, purpose="campaign") == built_in("campaign")
    first = world.do(notices.add, purpose="campaign", text_hi="हम संदेश भेजेंगे।")
    second = world.do(notices.add, purpose="campaign", text_hi="हम संदेश भेजेंगे।", text_en="We send messages.")
    assert (first.version, second.version) == ("2A", "3A")
    assert world.read(notices.current, purpose="campaign") == second
    assert world.read(notices.get, purpose="campaign", version="2A") == first
    assert world.read(notices.get, purpose="campaign", version="1") == built_in("campaign")
    assert world.read(notices.get, purpose="campaign", version="9X") is None
    assert first.text("en") == "हम संदेश भेजेंगे।", "better the other language than nothing"
    assert world.read(notices.current, purpose="membership") == built_in("membership")


def test_words_from_a_later_day_are_not_in_force(world: World) -> None:
    world.do(notices.add, purpose="campaign", text_en="From tomorrow.")
    with world.store.transaction("x") as session:
        session.execute(update(Notice).values(from_on=today() + timedelta(days=1)))
    assert world.read(notices.current, purpose="campaign") == built_in("campaign")


def test_what_is_no_notice_is_refused(world: World) -> None:
    for wrong, match in (
        ({"text_en": " "}, "type the text"),
        ({"text_en": "x" * 6_001}, "too long for one page"),
        ({"text_hi": built_in("campaign").text_hi, "text_en": built_in("campaign").text_en}, "in force already"),
    ):
        with pytest.raises(RuleBroken, match=match):
            world.do(notices.add, purpose="campaign", **wrong)
    with pytest.raises(RuleBroken, match="no purpose"):
        world.do(notices.add, purpose="advertising", text_en="Buy")
