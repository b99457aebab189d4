"""Positions, education and ways to reach somebody: rows that each have their own audience."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.audience import MEMBERS, ONLY_ME, Audience
from comity.foundation.core.enums import Precision
from comity.foundation.core.forms import AudienceField, audiences_of
from comity.people.members.enums import DetailKind
from comity.people.members.forms.fields import MonthYearField
from comity.people.members.models import Detail, Education, Member, Position
from comity.people.members.rules.intake import web_link
from comity.people.members.rules.partial_dates import PartialDate, is_before


class RowForm(forms.ModelForm[Any]):
    """A row with an audience; a new one starts with the one its kind usually has."""

    usual = MEMBERS

    def __init__(self, *args: Any, owner: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audience = self.instance.audience if self.instance.pk else Audience(self.usual)
        self.fields["seen_by"] = AudienceField(audiences_of(owner), initial=audience)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "seen_by" in data:
            self.instance.audience = data["seen_by"]
        return data


class DatedForm(RowForm):
    """A row with a beginning and an end, of which the month may be open."""

    precisions: ClassVar[dict[str, str]] = {}  # date column → the column of its precision
    started = MonthYearField(label=_("From"))
    ended = MonthYearField(label=_("To"), help_text=_("Leave it empty while it lasts."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("started", "ended"):
            on = getattr(self.instance, f"{name}_on")
            precision = getattr(self.instance, self.precisions[name])
            self.fields[name].initial = PartialDate(on, precision) if on else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        started, ended = self._chosen("started"), self._chosen("ended")
        if started and ended and is_before(ended, started):
            self.add_error("ended", _("This lies before the beginning. Please look at both again."))
        for name, partial in (("started", started), ("ended", ended)):
            setattr(self.instance, f"{name}_on", partial.on if partial else None)
        self.keep_precision(started, ended)
        return data

    def keep_precision(self, started: PartialDate | None, ended: PartialDate | None) -> None:
        raise NotImplementedError

    def _chosen(self, name: str) -> PartialDate | None:
        """Return what was chosen; a day known from a file stays while its month and year do."""
        chosen: PartialDate | None = self.cleaned_data.get(name)
        before: PartialDate | None = self.fields[name].initial
        if chosen and before and before.precision == Precision.DAY and str(before)[:7] == str(chosen):
            return before
        return chosen


class PositionForm(DatedForm):
    precisions = {"started": "started_precision", "ended": "ended_precision"}
    field_order = ("organization", "title", "started", "ended", "place", "description")

    class Meta:
        model = Position
        fields = ("organization", "title", "place", "description")

    def keep_precision(self, started: PartialDate | None, ended: PartialDate | None) -> None:
        self.instance.started_precision = started.precision if started else Precision.MONTH
        self.instance.ended_precision = ended.precision if ended else Precision.MONTH


class EducationForm(DatedForm):
    precisions = {"started": "precision", "ended": "precision"}

    class Meta:
        model = Education
        fields = ("school", "degree", "field")

    def keep_precision(self, started: PartialDate | None, ended: PartialDate | None) -> None:
        known = [one.precision for one in (started, ended) if one]
        # One precision serves both: the coarser, so that no month is invented.
        order = (Precision.YEAR, Precision.MONTH, Precision.DAY)
        self.instance.precision = next((p for p in order if p in known), Precision.YEAR)


class DetailForm(RowForm):
    usual = ONLY_ME

    class Meta:
        model = Detail
        fields = ("kind", "value", "label")
        help_texts = {"label": _("Such as work, home, blog; for a messenger, its name.")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, value = data.get("kind"), (data.get("value") or "").strip()
        if kind == DetailKind.LINK and value:
            link = web_link(value if "://" in value else f"https://{value}")
            if not link:
                self.add_error("value", _("This is no address of the web. It begins with https://."))
            data["value"] = link
        elif kind == DetailKind.EMAIL and value:
            try:
                validate_email(value)
            except forms.ValidationError:
                self.add_error("value", _("This is no e-mail address. It looks like name@example.org."))
        elif kind == DetailKind.PHONE and value and not any(sign.isdigit() for sign in value):
            self.add_error("value", _("A telephone number has digits."))
        return data
