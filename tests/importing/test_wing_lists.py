from importlib import resources
from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.importing import wing_lists

HEADER = "kind,code,name_en,name_hi,parent,order\n"


def test_the_shipped_template_reads() -> None:
    lines = wing_lists.read(Path(str(resources.files("resources") / "wings.csv")))
    codes = {line.code: line for line in lines}
    assert codes["it"].name_hi == "आईटी सेल"
    assert codes["it"].parent == "communication"
    assert [line.order for line in lines] == sorted(line.order for line in lines)


@pytest.mark.parametrize(
    "row",
    ["party,a,A,अ,,1", "cell,,A,अ,,1", "cell,ok,A,अ,,1", "cell,a,,,,1", "cell,a,A,अ,later,1", "cell", ",,,,,"],
)
def test_a_wrong_row_is_named_in_both_languages(tmp_path: Path, row: str) -> None:
    path = tmp_path / "w.csv"
    path.write_text(f"{HEADER}front,ok,OK,ठीक,,\n{row}\n", encoding="utf-8")
    with pytest.raises(RuleBroken, match=r"w\.csv, row 3: ") as refused:
        wing_lists.read(path)
    with in_language("hi"):
        assert str(refused.value).startswith("w.csv, पंक्ति 3: ")
