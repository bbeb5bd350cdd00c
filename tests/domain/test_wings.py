import pytest

from organizer_app.domain.wings import WingRow, names_community
from organizer_app.domain.words import in_language


@pytest.mark.parametrize(
    "name",
    [
        *("SC front", "ST Morcha", "sc", "obc", "Minorities front", "minority cell", "Scheduled Tribes", "Adivasi"),
        *("अनुसूचित जाति मोर्चा", "अन्य पिछड़ा वर्ग", "पिछड़ा वर्ग", "अल्पसंख्यक मोर्चा", "आदिवासी प्रकोष्ठ", "दलित"),
        *("Backward classes", "Muslim cell", "sc_front"),
    ],
)
def test_a_wing_that_names_a_community(name: str) -> None:
    assert names_community(name)


@pytest.mark.parametrize(
    "name", ["Youth front", "Science cell", "Student", "महिला मोर्चा", "IT cell", "Stock", "किसान मोर्चा", "", "युवा"]
)
def test_other_wings(name: str) -> None:
    assert not names_community(name)


def test_the_name_falls_back_to_the_other_language() -> None:
    row = WingRow(b"", "cell", "it", "", "IT cell")
    with in_language("hi"):
        assert row.name == "IT cell"
    assert WingRow(b"", "cell", "it", "आईटी", "").name == "आईटी"
