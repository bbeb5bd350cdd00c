"""Instants as people say them."""

from datetime import datetime

from organizer_app.domain.clock import now_ms
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _


def said_when(at: int) -> str:
    """An instant (ms UTC): today 09:12, yesterday 18:40, 3 October 2026."""
    then, now = datetime.fromtimestamp(at / 1000), datetime.fromtimestamp(now_ms() / 1000)
    days = (now.date() - then.date()).days
    if days == 0:
        return _("today {time}").format(time=then.strftime("%H:%M"))
    if days == 1:
        return _("yesterday {time}").format(time=then.strftime("%H:%M"))
    return day_text(then.date())
