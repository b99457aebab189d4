from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.people.companies.rules import FREE_MAIL, MOST_DOMAINS, as_domain, domains_in


class CompanyDetailsForm(forms.Form):
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https"
    )
    mail_domains = forms.CharField(
        label=gettext_lazy("Mail domains"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "What stands behind the @ of this company’s addresses, one a line, besides that of the website. A code to such"
            " an address confirms that a member works there."
        ),
    )

    def clean_mail_domains(self) -> str:
        said = str(self.cleaned_data["mail_domains"])
        for word in filter(None, re.split(r"[\s,;]+", said)):
            if not as_domain(word):
                raise forms.ValidationError(
                    _("“%(word)s” is no domain. It looks like example.org.") % {"word": word}
                )
            if as_domain(word) in FREE_MAIL:
                raise forms.ValidationError(
                    _("At %(word)s anybody gets an address; it confirms nothing.") % {"word": word}
                )
        if len(found := domains_in(said)) == MOST_DOMAINS and len(said.split()) > MOST_DOMAINS:
            raise forms.ValidationError(_("Please name at most %(most)s.") % {"most": MOST_DOMAINS})
        return " ".join(found)


class CompanyForm(CompanyDetailsForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    field_order = ("name", "website", "mail_domains")
