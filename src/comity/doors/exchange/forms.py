from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comity.doors.exchange.enums import Answer
from comity.doors.exchange.queries.imports import Doubt
from comity.formats.any_csv import Preview

_UPLOAD_PROBLEMS = {
    "no-room": _(
        "The disk of this server is full, so the file could not be kept. Nothing was changed. Try again later, and "
        "tell the operator."
    ),
    "empty": _("This file is empty. Export it again, and choose the file that is larger than 0 bytes."),
}

FIELD_WORDS = {
    "": _("leave out"),
    "full": _("whole name"),
    "given": _("given name"),
    "family": _("family name"),
    "middle": _("middle name"),
    "prefix": _("title before the name"),
    "suffix": _("suffix"),
    "nickname": _("nickname"),
    "phonetic": _("how the name is spoken"),
    "organization": _("organisation"),
    "title": _("job title"),
    "department": _("department"),
    "email": _("e-mail address"),
    "email:work": _("e-mail address (work)"),
    "email:home": _("e-mail address (home)"),
    "phone": _("phone"),
    "phone:mobile": _("phone (mobile)"),
    "phone:work": _("phone (work)"),
    "phone:home": _("phone (home)"),
    "url": _("link"),
    "url:linkedin": _("LinkedIn profile"),
    "im": _("messenger"),
    "address": _("whole address"),
    "street": _("street"),
    "postal_code": _("postal code"),
    "city": _("city"),
    "region": _("region"),
    "country": _("country"),
    "birthday": _("birthday"),
    "connected_on": _("connected on"),
    "tags": _("tags"),
    "note": _("note"),
    "uid": _("number of the card"),
}
_NAMING = {"full", "given", "family", "nickname", "email", "email:work", "email:home", "organization"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("A file with people"),
        help_text=_(
            "LinkedIn archive (.zip), Google, Outlook or any other .csv, contacts (.vcf) or a calendar (.ics)."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.csv,.tsv,.txt,.vcf,.vcard,.ics"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, problem: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem = problem
        if problem:
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        if self.problem == "too-large":
            limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
            raise ValidationError(
                ngettext(
                    "This file is larger than %(limit)d MB. Split it and import the parts.",
                    "This file is larger than %(limit)d MB. Split it and import the parts.",
                    limit,
                ),
                params={"limit": limit},
            )
        if self.problem:
            raise ValidationError(_UPLOAD_PROBLEMS[self.problem])
        file = self.cleaned_data["file"]
        if file and not file.size:
            raise ValidationError(_UPLOAD_PROBLEMS["empty"])
        return file


class DoubtsForm(forms.Form):
    """One page of doubts; a field is named by the found person."""

    def __init__(self, doubts: Sequence[Doubt], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for doubt in doubts:
            self.fields[f"doubt-{doubt.pk}"] = forms.ChoiceField(
                choices=[*Answer.choices, *((side.answer, side.name) for side in doubt.known[1:])],
                initial=doubt.answer,
                required=False,
            )

    @property
    def answers(self) -> dict[int, str]:
        return {
            int(name.removeprefix("doubt-")): answer for name, answer in self.cleaned_data.items() if answer
        }


class MappingForm(forms.Form):
    """What each column of a CSV means; columns go by their place, since their names may be anything."""

    def __init__(self, preview: Preview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = preview.columns
        for place, column in enumerate(preview.columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column,
                choices=list(FIELD_WORDS.items()),
                required=False,
                initial=preview.mapping.get(column, ""),
            )

    @property
    def mapping(self) -> dict[str, str]:
        chosen = ((column, self.cleaned_data.get(f"column-{n}", "")) for n, column in enumerate(self.columns))
        return {column: field for column, field in chosen if field}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not _NAMING & set(self.mapping.values()):
            raise ValidationError(
                _(
                    "With this nobody has a name: choose a column for a name, an e-mail address or an organisation."
                )
            )
        return cleaned
