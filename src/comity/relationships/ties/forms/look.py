from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.text import clean_line
from comity.people.contacts.enums import ValueKind
from comity.relationships.ties.enums import Quiet, Sort
from comity.relationships.ties.queries.book import Choices, Look

_HAS = [("", _("anything")), *((kind.value, kind.label) for kind in ValueKind)]


class LookForm(forms.Form):
    """How the book is looked at, from the list's address; what makes no sense counts as not said."""

    q = forms.CharField(label=_("Find people"), required=False, max_length=200)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    organization = forms.CharField(label=_("Organisation"), required=False, max_length=300)
    has = forms.ChoiceField(label=_("With"), required=False, choices=_HAS)
    came = forms.ChoiceField(label=_("Came from"), required=False)
    quiet = forms.ChoiceField(
        label=_("No contact for"), required=False, choices=[("", _("any time")), *Quiet.choices]
    )
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
