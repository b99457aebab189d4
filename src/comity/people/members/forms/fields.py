"""Fields of the profile's forms: a month and year, and rows of words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.enums import Precision
from comity.people.members.rules.partial_dates import FIRST_YEAR, LAST_YEAR, PartialDate


class MonthYearWidget(forms.MultiWidget):
    """A month to choose and a year to type: browsers do not agree on one field for both."""

    template_name = "members/forms/month_year.html"
    use_fieldset = True

    def __init__(self) -> None:
        months = [("", _("month")), *MONTHS.items()]
        year = {"inputmode": "numeric", "placeholder": _("year"), "aria-label": _("Year"), "size": 6}
        super().__init__(
            {
                "month": forms.Select({"aria-label": _("Month")}, choices=months),
                "year": forms.TextInput(year),
            }
        )

    def decompress(self, value: PartialDate | None) -> list[Any]:
        if value is None:
            return [None, None]
        return [None if value.precision == Precision.YEAR else value.on.month, value.on.year]


class MonthYearField(forms.MultiValueField):
    """A partial date; the month may stay open."""

    widget = MonthYearWidget

    def __init__(self, **options: Any) -> None:
        year = {
            "invalid": _("Please enter the year in four digits, such as 2019."),
            "min_value": _("Please enter a year from %(limit_value)s on."),
            "max_value": _("Please enter a year up to %(limit_value)s."),
        }
        fields = (
            forms.TypedChoiceField(
                choices=[("", ""), *MONTHS.items()], coerce=int, empty_value=None, required=False
            ),
            forms.IntegerField(
                min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, error_messages=year
            ),
        )
        super().__init__(fields, require_all_fields=False, required=False, **options)

    def compress(self, data_list: list[Any]) -> PartialDate | None:
        month, year = data_list or (None, None)
        if year is None:
            if month is not None:
                raise forms.ValidationError(_("Please add the year to the month."))
            return None
        return PartialDate(date(year, month or 1, 1), Precision.MONTH if month else Precision.YEAR)


class RowsWidget(forms.Widget):
    """As many one-line fields as there are words, and a few more."""

    template_name = "members/forms/rows.html"
    use_fieldset = True
    spare = 3

    def __init__(self, choices: tuple[Any, ...] = (), **options: Any) -> None:
        super().__init__(**options)
        self.choices = choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["rows"] = [*(value or []), *[""] * self.spare]
        context["choices"] = self.choices
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, []))

    def id_for_label(self, id_: str) -> str:
        return ""


class RowsField(forms.Field):
    """Words, one a row; commas part them too."""

    most = 100

    def clean(self, value: Any) -> list[tuple[str, str]]:
        words = [part for row in value or [] for part in str(row).split(",") if part.strip()]
        if len(words) > self.most:
            raise forms.ValidationError(_("That is more than 100. Please keep those that matter."))
        if any(len(word.strip()) > 100 for word in words):
            raise forms.ValidationError(_("One of these is longer than 100 characters. Please shorten it."))
        return [(word, "") for word in words]
