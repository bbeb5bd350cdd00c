"""The form of all that a drive says of itself: its days, what is counted and for whom, numbers, kit and words."""

from collections.abc import Sequence
from typing import Any

from organizer_app.domain.boards import MEASURES, measure_name
from organizer_app.domain.ids import id_text
from organizer_app.domain.words import DAYS_EN, DAYS_HI, language
from organizer_app.domain.words import translate as _
from organizer_app.services import drives, drives_fields
from ui.shared.field import Option, TextField
from ui.shared.form import Form
from ui.shared.pick import ManyField
from ui.shared.picture import PictureField

Values = dict[str, Any]


class DriveForm(Form):
    """Keys: services.drives_fields.FIELDS. `typed()` is what the form says, as that service takes it."""

    def __init__(self, fields: Values, wings: Sequence[Option]) -> None:
        self._wings = {id_text(wing.value): wing.text for wing in wings}
        days = _("Days like 2027-03-04, with commas between them.")
        braces = _("Fields in braces like {example} are filled in.").format(example="{members}")
        names = DAYS_HI if language() == "hi" else DAYS_EN
        worn = _("PNG, JPG or SVG.")
        super().__init__(
            [
                TextField("title_hi", _("Title in Hindi")),
                TextField("title_en", _("Title in English")),
                TextField("from", _("From"), required=True),
                TextField("to", _("To"), required=True),
                ManyField("weekly", _("Weekdays without work"), [Option(n, name) for n, name in enumerate(names)]),
                TextField("off", _("Holidays"), hint=days),
                ManyField("measures", _("What is counted"), [Option(one, measure_name(one)) for one in MEASURES]),
                ManyField("wings", _("For which wings"), [Option(key, name) for key, name in self._wings.items()],
                          hint=_("None chosen: for everybody.")),
                TextField("missed_call", _("Number for missed calls")),
                TextField("whatsapp", _("WhatsApp number")),
                TextField("brand_hi", _("What the drive is called on its material, in Hindi")),
                TextField("brand_en", _("What the drive is called on its material, in English")),
                PictureField("flag", _("Flag"), hint=worn),
                PictureField("logo", _("Logo"), hint=worn),
                TextField("colours", _("Colours"), hint=_("Like #0B655B, with commas between them.")),
                TextField("text_hi", _("Text for the public, in Hindi"), lines=3),
                TextField("text_en", _("Text for the public, in English"), lines=3),
                TextField("report_hi", _("Evening report, in Hindi"), lines=5, hint=braces),
                TextField("report_en", _("Evening report, in English"), lines=5, hint=braces),
            ],
            buttons=False,
        )  # fmt: skip
        self.set_values({key: _shown(key, value) for key, value in fields.items()})

    def typed(self) -> dict[str, str | bytes | list[str]]:
        """What the form says, as drives_fields.change takes it."""
        return {key: self._typed(key, value) for key, value in self.values().items()}

    def _typed(self, key: str, value: Any) -> str | bytes | list[str]:
        if key in drives_fields.PICTURES:
            return value or b""
        if key == "wings":
            return [self._wings[one] for one in value]
        return list(map(str, value)) if isinstance(value, list) else str(value or "")


def fields(session: Any, *, drive: bytes) -> Values:
    """What a drive says of itself now, its pictures with it."""
    row = drives.record(session, drive)
    return drives_fields.shown(row) | {key: getattr(row, key) for key in drives_fields.PICTURES}


def _shown(key: str, value: Any) -> Any:
    if key in drives_fields.PICTURES or key in ("weekly", "measures", "wings"):
        return value
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
