from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.areas import (
    ECI_CODES,
    LEVELS,
    AreaLine,
    area_id,
    district_bucket,
    level_name,
    level_order,
    state_bucket,
)
from organizer_app.domain.words import in_language


def test_the_words_of_a_level_follow_the_state() -> None:
    assert [level_name("division", s, lang="hi") for s in ("20", "22")] == ["प्रमंडल", "संभाग"]
    assert [level_name("block", s, lang="hi") for s in ("20", "22", "9")] == ["प्रखंड", "विकासखंड", "ब्लॉक"]
    assert [level_name("tehsil", s, lang="hi") for s in ("20", "22")] == ["अंचल", "तहसील"]
    assert [level_name("sub_division", s, lang="hi") for s in ("20", "22")] == ["अनुमंडल", "अनुभाग"]
    assert level_name("block", "20") == "Block"
    with in_language("hi"):
        assert level_name("block", "20") == "प्रखंड"
    assert level_name("own_level") == "own level"


def test_every_level_has_words_in_both_languages() -> None:
    for level in LEVELS:
        assert level_name(level, lang="en").isascii()
        assert not level_name(level, lang="hi").isascii()


def test_order_goes_from_the_state_to_the_booth_and_then_the_own_levels() -> None:
    assert level_order("state") == 0
    assert level_order("district") < level_order("block") < level_order("booth") < level_order("mandal")


def test_names_fall_back_to_the_other_language() -> None:
    line = AreaLine("block", "1", "Kanke", "")
    assert line.name == "Kanke"
    with in_language("hi"):
        assert line.name == "Kanke"
        assert AreaLine("block", "1", "Kanke", "कांके").name == "कांके"


@given(st.text(), st.text())
def test_an_id_follows_from_level_and_code(level: str, code: str) -> None:
    assert area_id(level, code) == area_id(level, code)
    assert len(area_id(level, code)) == 16
    assert area_id("block", code) != area_id("district", code)


def test_buckets_and_state_codes() -> None:
    assert (district_bucket("339"), state_bucket("20")) == ("D339", "state:20")
    assert len(set(ECI_CODES.values())) == len(ECI_CODES) == 36
