from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comity.formats.errors import FormatError


class ResumeForm(forms.Form):
    file = forms.FileField(
        label=_("A JSON Resume file"),
        help_text=_("You see what would be added before anything is."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )


_WANTED = {
    "an object": _("an object: { … }"),
    "a list": _("a list: [ … ]"),
    "text": _("text in quotes"),
    "a date such as 2024, 2024-03 or 2024-03-31": _("a date such as 2024, 2024-03 or 2024-03-31"),
}


def in_words(problem: FormatError) -> str:
    """Say what is wrong with a resume, and where."""
    params = problem.params
    if problem.code == "wrong-value":
        wanted = str(params["wanted"])
        said = {"place": params["place"] or _("the whole file"), "wanted": _WANTED.get(wanted, wanted)}
        return gettext("%(place)s must be %(wanted)s. Please mend it in the file and bring it again.") % said
    if problem.code == "file-too-large":
        return gettext("This file is too large for a resume.")
    if problem.line:
        where = {"line": problem.line, "column": params.get("column", 1)}
        return gettext("This is not JSON: look at line %(line)s, column %(column)s.") % where
    return gettext("This is not a JSON file. Please choose one that was saved as JSON Resume.")
