"""A field for a day of which only the month or the year may be known."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.enums import Precision
from comity.people.members.rules.partial_dates import FIRST_YEAR, LAST_YEAR, PartialDate

_DAY = _("Please enter the day as a number from 1 to 31.")
_YEAR = _("Please enter the year in four digits, such as 2019.")


class DayWidget(forms.MultiWidget):
    """Day, month and year beside each other: a browser's calendar knows no day that is half known."""

    template_name = "members/forms/day.html"
    use_fieldset = True

    def __init__(self) -> None:
        figures = {"inputmode": "numeric", "autocomplete": "off"}
        day = {**figures, "placeholder": _("day"), "aria-label": _("Day"), "size": 3, "maxlength": 2}
        year = {**figures, "placeholder": _("year"), "aria-label": _("Year"), "size": 5, "maxlength": 4}
        months = [("", _("month")), *MONTHS.items()]
        super().__init__(
            {
                "day": forms.TextInput(day),
                "month": forms.Select({"aria-label": _("Month")}, choices=months),
                "year": forms.TextInput(year),
            }
        )

    def decompress(self, value: PartialDate | None) -> list[Any]:
        if value is None:
            return [None, None, None]
        month = None if value.precision == Precision.YEAR else value.on.month
        return [value.on.day if value.precision == Precision.DAY else None, month, value.on.year]


class DayField(forms.MultiValueField):
    """A day, a month or a year; ``latest`` is the last day that may be named, set by the form."""

    widget = DayWidget
    latest: date | None = None

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        fields = (
            forms.IntegerField(min_value=1, max_value=31, required=False, error_messages=_wrong(_DAY)),
            forms.TypedChoiceField(
                choices=[("", ""), *MONTHS.items()], coerce=int, empty_value=None, required=False
            ),
            forms.IntegerField(
                min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, error_messages=_wrong(_YEAR)
            ),
        )
        options.setdefault("error_messages", {"required": _("Please say when: a year is enough.")})
        super().__init__(fields, require_all_fields=False, required=required, **options)

    def clean(self, value: Any) -> PartialDate | None:
        found: PartialDate | None = super().clean(value)
        if found and self.latest and found.on > self.latest:
            raise forms.ValidationError(_("That day has not come yet."))
        return found

    def compress(self, data_list: list[Any]) -> PartialDate | None:
        day, month, year = data_list or (None, None, None)
        if day is None and month is None and year is None:
            return None
        if year is None:
            raise forms.ValidationError(_("Please add the year."))
        if month is None and day is not None:
            raise forms.ValidationError(_("Please add the month to the day."))
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        try:
            return PartialDate(date(year, month or 1, day or 1), precision)
        except ValueError:
            raise forms.ValidationError(_("There is no such day in that month.")) from None


def _wrong(text: Any) -> dict[str, Any]:
    return {"invalid": text, "min_value": text, "max_value": text}
