from django import forms
from django.utils.translation import gettext_lazy as _


class CompanyForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
