import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from organizer_app.domain.names import clean_name, fold, script, sort_key, split_honorific


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ज़ाकिर", "जाकिर"),
        ("\u095bाकिर", "ज\u093cाकिर"),
        ("चाँद", "चांद"),
        ("हिन्दी", "हिंदी"),
        ("पाण्डेय", "पांडेय"),
        ("हेम्ब्रम", "हेंब्रम"),
        ("र\u200dमेश", "रमेश"),
        ("RAMESH  Kumar ", "ramesh kumar"),
        ("R.K. Singh", "R. K. Singh"),
        ("मो० असलम", "मो. असलम"),
        ("वार्ड १२", "वार्ड 12"),
        ("Ｒａｍ", "ram"),
        ("D’Souza", "D'Souza"),
        ("राम\u00a0लाल", "राम लाल"),
    ],
)
def test_ways_of_typing_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("राम", "रमा"), ("सिन्हा", "सिंहा"), ("Ram", "Rama"), ("वार्ड १०", "वार्ड १")])
def test_other_names_do_not_fold_together(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.one_of(st.text(), st.text(alphabet="नमङञण्कतपट़ँं०॰. \u200dरI\u0130ǰﬁ")))
@example("ऄ0न्त")  # a zero in a word is no full stop, whichever way its nasal is written
@example("ऄ0़")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "honorific", "name"),
    [
        ("श्री रमेश कुमार", "श्री", "रमेश कुमार"),
        ("श्रीमती सीता देवी", "श्रीमती", "सीता देवी"),
        ("स्व. श्री राम लाल", "स्व. श्री", "राम लाल"),
        ("स्व० गणेश राम", "स्व०", "गणेश राम"),
        ("सुश्री नेहा", "सुश्री", "नेहा"),
        ("डॉ.राजेश", "डॉ.", "राजेश"),
        ("Dr. Anil Kumar", "Dr.", "Anil Kumar"),
        ("Smt. Gita Devi", "Smt.", "Gita Devi"),
        ("MR Suresh", "MR", "Suresh"),
        ("Late Mohan Ram", "Late", "Mohan Ram"),
        ("रमेश जी", "जी", "रमेश"),
        ("श्री राम जी", "श्री जी", "राम"),
        ("Md. Aslam", "", "Md. Aslam"),
        ("मो. असलम", "", "मो. असलम"),
        ("कुमारी अनीता", "", "कुमारी अनीता"),
        ("श्रीराम साहू", "", "श्रीराम साहू"),
        ("श्री", "", "श्री"),
        ("जी", "", "जी"),
        ("", "", ""),
    ],
)
def test_honorifics_are_split_off(written: str, honorific: str, name: str) -> None:
    assert split_honorific(written) == (honorific, name)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("12. राम  लाल -", "राम लाल"),
        ("१२) सीता देवी", "सीता देवी"),
        ("(7) Ramesh", "Ramesh"),
        ("7 Ramesh Kumar", "Ramesh Kumar"),
        ("1.2 Ramesh", "Ramesh"),
        ("Ramesh (Munna)", "Ramesh (Munna)"),
        ("R. K. Singh", "R. K. Singh"),
        ("Ramesh K.", "Ramesh K."),
        ("मो. असलम", "मो. असलम"),
        ("मो० असलम", "मो. असलम"),
        ("दुर्गा", "दुर्गा"),
        ("  राम\t\nलाल \u00a0", "राम लाल"),
        ('"सीता"।', "सीता"),
        ("\ufeffरमेश", "रमेश"),
        ("राम\x07लाल", "राम लाल"),
        ("*Ramesh*", "Ramesh"),
        ("रमेश.", "रमेश"),
        ("Ramesh Kumar.", "Ramesh Kumar"),
        ("12", ""),
        ("12.", ""),
        (")'K", "K"),
        ("1) 2) - राम", "राम"),
        ("(12)", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_names_are_cleaned(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


@given(st.text(alphabet="राम लकषज़्ि.-() 12१२RKs\u200d,\n\"'"))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean_name(raw)
    assert clean_name(once) == once
    assert once == " ".join(once.split())


@given(st.text())
def test_any_text_is_cleaned_and_split_without_loss_of_its_words(raw: str) -> None:
    name = clean_name(raw)
    honorific, rest = split_honorific(name)
    assert bool(rest) == bool(name)
    assert len(f"{honorific}{rest}".replace(" ", "")) == len("".join(name.split()))


def test_which_script() -> None:
    assert [script(t) for t in ("राम", "Ram", "राम Ram", "12 .", "", "José", "সুমন", "१२")] == [
        "Deva", "Latn", "mixed", "", "", "Latn", "", "",
    ]  # fmt: skip


def test_a_list_is_in_order_without_honorifics() -> None:
    names = ["श्री मोहन", "Suresh", "अनिल", "Mr. Amit", "अंजलि", "ज़ाकिर", "जावेद", "कृष्ण", "क्षमा"]
    assert sorted(names, key=sort_key) == [
        "Mr. Amit", "Suresh", "अंजलि", "अनिल", "कृष्ण", "क्षमा", "ज़ाकिर", "जावेद", "श्री मोहन",
    ]  # fmt: skip
