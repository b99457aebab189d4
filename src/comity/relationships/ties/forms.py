from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.contacts.enums import ValueKind
from comity.relationships.ties.enums import Kind, Sort
from comity.relationships.ties.queries.book import Choices, Look

_HAS = [("", _("anything")), *((kind.value, kind.label) for kind in ValueKind)]


class LookForm(forms.Form):
    """How the book is looked at, from the list's address; what makes no sense counts as not said."""

    q = forms.CharField(label=_("Find people"), required=False, max_length=200)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    organization = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    has = forms.ChoiceField(label=_("With"), required=False, choices=_HAS)
    came = forms.ChoiceField(label=_("Came from"), required=False)
    archived = forms.BooleanField(label=_("Archived people"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sort.choices)

    def __init__(self, data: Any, choices: Choices) -> None:
        super().__init__(data, auto_id="look_%s")
        self._offer("tag", choices.tags)
        self._offer("came", choices.files)

    def _offer(self, name: str, values: tuple[str, ...]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("any")), *((value, value) for value in values)]

    def look(self) -> Look:
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Look(**{**said, "q": clean_line(said.get("q", ""), 200)})


class TieForm(forms.Form):
    """What the owner keeps about a person."""

    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Only you. Stored encrypted; whoever runs this server could still read it while it runs."
        ),
    )
    how_met = forms.CharField(label=_("How you met"), required=False, max_length=300)
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Words to sort people by, with commas.")
    )

    def clean_tags(self) -> list[str]:
        names = [clean_line(name) for name in self.cleaned_data["tags"].split(",")]
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError(_("A tag has at most 60 characters."))
        return [name for name in names if name]


class LogForm(forms.Form):
    """Something that happened with a person, in two taps."""

    kind = forms.ChoiceField(label=_("What"), choices=Kind.choices, initial=Kind.MET)
    on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    summary = forms.CharField(label=_("In a line"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return on
