"""The evening report from the command line: the words equal the page of goals, HQ's own forms are filled."""

from datetime import timedelta

import openpyxl
import pypdfium2

from organizer_app.domain.clock import today
from tests.cli.conftest import Shell
from tests.cli.test_targets import begin

GOALS = "area,measure,goal\n339,members,1000\n3223,members,600\n3220,members,400\n"


def begun(desk: Shell) -> None:
    begin(desk)
    file = desk.folder / "goals.csv"
    file.write_text(GOALS, encoding="utf-8")
    desk("targets", "set", file)


def test_the_text_equals_the_page_of_goals(desk: Shell) -> None:
    begun(desk)
    shown = {row["measure"]: row for row in desk("targets", "show", "--area", "339")["rows"]}
    told = desk("report", "--text")
    assert told["figures"]["members"]["now"] == shown["members"]["achieved"]
    assert told["figures"]["members"]["due"] == shown["members"]["due"]
    assert told["figures"]["members"]["ahead"] == shown["members"]["pace"]
    assert told["text"].startswith("*Evening drive* – Ranchi\n")
    assert f"Members: {shown['members']['achieved']} of 1,000" in told["text"]
    below = {row["name"]: row for row in desk("targets", "show", "--area", "339", "--below", "members")["rows"]}
    assert {row["name"]: row["figures"]["members"]["now"] for row in told["rows"]} == {
        name: row["achieved"] for name, row in below.items()
    }
    assert "सदस्य: " in desk.words("--lang", "hi", "report")


def test_hqs_own_words_are_filled_and_what_is_not_known_is_named(desk: Shell) -> None:
    begun(desk)
    desk("drives", "edit", "Evening drive", "report_en={area}: {members}/{members_goal}")
    now = desk("targets", "show", "--area", "339")["rows"][0]["achieved"]
    assert desk("report", "--text")["text"] == f"Ranchi: {now}/1,000\n"
    assert "*Evening drive*" in desk.words("--lang", "hi", "report"), "there is no Hindi one, so the usual one"
    form = desk.folder / "form.txt"
    form.write_text("{area} {member}", encoding="utf-8")
    assert "{member}" in desk.refused("report", "--template", form)
    assert "{members_goal}" in desk.words("report", "--fields")


def test_a_past_day_tells_what_was_there_then(desk: Shell) -> None:
    begun(desk)
    before = desk("report", "--on", today() - timedelta(1))["figures"]["members"]
    now = desk("report")["figures"]["members"]
    assert before["now"] == now["now"] - now["today"]
    assert "still to come" in desk.refused("report", "--on", today() + timedelta(1))
    booth = desk("areas", "list", "--under", "3223")[-1]["code"]
    assert "Below a block" in desk.refused("report", "--area", booth, "--on", today() - timedelta(1))


def test_hqs_workbook_and_the_paper(desk: Shell) -> None:
    begun(desk)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["B2"] = "{area}", "{members}", "{members_goal@3223}"
    sheet.merge_cells("A1:B1")
    book.save(desk.folder / "form.xlsx")
    now = desk("report")["figures"]["members"]["now"]
    assert desk("report", "--xlsx", desk.folder / "form.xlsx", "-o", desk.folder / "full.xlsx")["cells"] == 3
    filled = openpyxl.load_workbook(desk.folder / "full.xlsx").active
    assert [filled[cell].value for cell in ("A1", "A2", "B2")] == ["Ranchi", now, 600]
    assert "form itself" in desk.refused("report", "--xlsx", desk.folder / "form.xlsx", "-o", desk.folder / "form.xlsx")
    assert "ends in .xlsx" in desk.refused("report", "--xlsx", desk.folder / "form.xlsx", "-o", desk.folder / "a.txt")
    (desk.folder / "mine.xlsx").write_text("notes")
    assert "no workbook" in desk.refused("report", "--xlsx", desk.folder / "form.xlsx", "-o", desk.folder / "mine.xlsx")
    for language in ("hi", "en"):
        desk("--lang", language, "report", "--pdf", "-o", desk.folder / f"{language}.pdf")
    pages = pypdfium2.PdfDocument(desk.folder / "en.pdf")
    words = pages[0].get_textpage().get_text_bounded()
    assert "Evening report" in words
    assert "Kanke" in words
    pages.close()
    assert "--pdf" in desk.refused("report", "--pictures", code=2)
    desk("report", "--pdf", "--pictures", "-o", desk.folder / "shown.pdf")
    shown = pypdfium2.PdfDocument(desk.folder / "shown.pdf")
    found = " ".join(page.get_textpage().get_text_bounded() for page in shown)
    shown.close()
    assert "Pace" in found
    assert "Wings by place" in found


def test_the_morning_brief_is_one_page(desk: Shell) -> None:
    begun(desk)
    made = desk("brief", "-o", desk.folder / "brief.pdf")
    shown = desk("targets", "show", "--area", "339", "--below", "members")["rows"]
    behind = {row["area"] for row in shown if row["due"] and row["achieved"] < row["due"]}
    assert {row["area"] for row in made["behind"]} == behind
    pages = pypdfium2.PdfDocument(desk.folder / "brief.pdf")
    assert len(pages) == 1
    assert "सुबह" in pages[0].get_textpage().get_text_bounded()
    pages.close()
    assert "is over" in desk.refused("brief", "--on", "2020-01-01", "-o", desk.folder / "old.pdf")
