from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.people.members.rules.time_zones import time_zones


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("For pages, and for the mail we send you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("The times you see are those of this place.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As my browser says")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        default = _("As this instance has it (%(zone)s)") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", default), ("UTC", "UTC"), *time_zones().items()]  # type: ignore[attr-defined]
