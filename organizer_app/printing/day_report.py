"""The day's report: who came by session and by block, and whether paper and database agree page by page."""

from functools import partial

from organizer_app.domain.areas import level_name
from organizer_app.domain.sheets import DayReport, Organisation, PageCount
from organizer_app.domain.words import N_, day_text, group_digits, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import (
    Block,
    Cell,
    Column,
    gap,
    heading,
    nothing,
    publish,
    sentence,
    signatures,
    table,
)
from organizer_app.printing.page import both
from organizer_app.printing.parts import BODY, RULE, SMALL, STRONG, Frame, put
from organizer_app.printing.text import Paper, Style, mm

_COUNT = Style("medium", 10)
_BOX = 25 * mm


def pdf(report: DayReport, organisation: Organisation, *, language: str = "hi", printed_at: str = "") -> bytes:
    """A4. A page of a sheet that does not agree is named in words and stands out in the table."""
    with in_language(language):
        frame = Frame(N_("Day report"), organisation, report.camp, printed_at)
        paper = frame.paper()
        blocks = [_state(paper, frame, report), _numbers(frame, report)]
        blocks += [heading(frame, N_("By session")), *_sessions(paper, frame, report)]
        if report.by_block:
            blocks += [gap(3 * mm), heading(frame, partial(_by_blocks, report)), *_by_block(frame, report)]
        blocks += [gap(3 * mm), heading(frame, N_("Paper and database")), *_differences(paper, frame, report)]
        if report.pages:
            blocks += _pages(frame, report)
        labels = [_("Camp in-charge"), _("Counted by"), _("Verified by")]
        blocks.append(signatures(frame, labels))
        return publish(paper, frame, blocks)


def _state(paper: Paper, frame: Frame, report: DayReport) -> Block:
    """The day, and on the right whether it is closed, by whom, and why it was opened again."""
    if report.closed_at:
        state = _("Closed {at} by {name}").format(at=report.closed_at, name=report.closed_by)
    else:
        state = _("Not closed yet: these numbers may change")
    again = _("Opened again: {reason}").format(reason=report.reopened) if report.reopened else ""

    def draw(paper: Paper, y: float) -> None:
        day = paper.text(frame.left, y - 8 * mm, day_text(report.day, weekday=True), Style("bold", 14))
        room = frame.width - day - 8 * mm
        put(paper, frame.right, y - 8 * mm, state, Style("medium", 10, 0.1), room, "right")
        paper.paragraph(frame.left, y - 14 * mm, frame.width, again, BODY, align="right", leading=5 * mm)

    lines = len(paper.lines(again, frame.width, BODY)) if again else 0
    return Block(12 * mm + lines * 5 * mm, draw)


def _numbers(frame: Frame, report: DayReport) -> Block:
    """The numbers that are read out, large."""
    unsure = len(report.differences)
    shown = (
        (N_("Invited"), report.invited),
        (N_("Came"), report.came),
        (N_("Walk-ins among them"), report.walk_ins),
        (N_("Pages that do not agree"), unsure),
    )

    def draw(paper: Paper, y: float) -> None:
        each = frame.width / len(shown)
        paper.rounded(frame.left, y - _BOX, frame.width, _BOX, 2.5 * mm, stroke=0.0, width=0.8)
        for at, (label, number) in enumerate(shown):
            middle = frame.left + each * (at + 0.5)
            if at:
                x = frame.left + each * at
                paper.line(x, y - 4 * mm, x, y - _BOX + 4 * mm, width=0.4, stroke=RULE)
            own, other = both(label)
            paper.text(middle, y - 12 * mm, group_digits(number), Style("bold", 24), align="center")
            put(paper, middle, y - 17.5 * mm, own, STRONG, each - 4 * mm, "center")
            put(paper, middle, y - 21.5 * mm, other, SMALL, each - 4 * mm, "center")

    return Block(_BOX + 3 * mm, draw)


def _sessions(paper: Paper, frame: Frame, report: DayReport) -> list[Block]:
    if not report.sessions:
        return [nothing(paper, frame, _("No session was planned for this day."))]
    columns = [
        Column(N_("Session"), 52, style=STRONG),
        *(
            Column(title, 16, "center", _COUNT)
            for title in (N_("Present"), N_("Late"), N_("Absent"), N_("Excused"), N_("Unmarked"), N_("Walk-ins"))
        ),
    ]
    rows: list[list[Cell]] = [
        [
            (count.session.title, f"{count.session.starts} – {count.session.ends}"),
            *(
                group_digits(n)
                for n in (count.present, count.late, count.absent, count.excused, count.unmarked, count.walk_ins)
            ),
        ]
        for count in report.sessions
    ]
    return table(frame, columns, rows, row_height=10 * mm)


def _block(report: DayReport) -> str:
    """What a block is called where the camp is; a camp above a district groups its people by district."""
    return level_name(report.camp.grouped_by, report.camp.state_code)


def _by_blocks(report: DayReport) -> str:
    return _("By {block}").format(block=_block(report).lower())


def _by_block(frame: Frame, report: DayReport) -> list[Block]:
    columns = [
        Column(partial(_block, report), 90, style=Style("medium", 10)),
        *(Column(title, 20, "right", _COUNT) for title in (N_("Invited"), N_("Came"))),
    ]
    rows: list[list[Cell]] = [
        [name or _("{block} not known").format(block=_block(report)), group_digits(invited), group_digits(came)]
        for name, invited, came in report.by_block
    ]
    invited = sum(line[1] for line in report.by_block)
    came = sum(line[2] for line in report.by_block)
    rows.append([_("Total"), group_digits(invited), group_digits(came)])
    return table(frame, columns, rows, row_height=6.6 * mm, strong=frozenset({len(rows) - 1}))


def _differences(paper: Paper, frame: Frame, report: DayReport) -> list[Block]:
    if not report.pages:
        return [nothing(paper, frame, _("No sheet was printed for this day."))]
    if not report.differences:
        words = _("All {count} pages agree: signatures counted on paper equal marks in the database.")
        return [sentence(paper, frame, words.format(count=len(report.pages)), Style("medium", 10.5)), gap(2 * mm)]
    lines = [sentence(paper, frame, "•  " + _in_words(page), Style("medium", 10)) for page in report.differences]
    return [*lines, gap(2 * mm)]


def _in_words(page: PageCount) -> str:
    if not page.returned:
        words = _("Sheet {sheet}, page {page}, {session}: the page has not come back (serials {serials}).")
    elif page.counted is None:
        words = _("Sheet {sheet}, page {page}, {session}: signatures are not counted yet (serials {serials}).")
    else:
        words = _("Sheet {sheet}, page {page}, {session}: {counted} signatures, {marked} marks (serials {serials}).")
    return words.format(
        sheet=page.sheet,
        page=page.page,
        session=page.session,
        serials=page.serials,
        counted=page.counted,
        marked=page.marked,
    )


def _pages(frame: Frame, report: DayReport) -> list[Block]:
    columns = [
        Column(N_("Sheet"), 16, style=_COUNT),
        Column(N_("Page"), 15, "center", _COUNT),
        Column(N_("Session"), 54),
        Column(N_("Serials"), 26, "center"),
        Column(N_("Came back"), 22, "center"),
        Column(N_("Signatures"), 22, "right", _COUNT),
        Column(N_("Marks"), 18, "right", _COUNT),
        Column(N_("Difference"), 22, "right", _COUNT),
    ]
    rows = [_page_cells(page) for page in report.pages]
    strong = frozenset(at for at, page in enumerate(report.pages) if not page.agrees)
    return table(frame, columns, rows, row_height=6.6 * mm, strong=strong)


def _page_cells(page: PageCount) -> list[Cell]:
    difference = "" if page.counted is None else str(page.counted - page.marked)
    return [
        page.sheet,
        f"{page.page} / {page.pages}",
        page.session,
        page.serials,
        _ticked if page.returned else _("not back"),
        "" if page.counted is None else str(page.counted),
        str(page.marked),
        "0"
        if difference == "0"
        else difference.replace("-", "−")
        if difference.startswith("-")
        else f"+{difference}"
        if difference
        else "",
    ]


def _ticked(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    size = 3.4 * mm
    paper.tick(x + width / 2 - size / 2, y + height / 2 - size / 2, size)
