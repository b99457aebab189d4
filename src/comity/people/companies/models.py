from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base
from comity.foundation.core.text import clean_line, fold
from comity.people.companies.rules import site_domain


class CompanyQuerySet(models.QuerySet["Company"]):
    def named(self, name: str) -> Company | None:
        return self.filter(folded=fold(name)).first()


class Company(Base):
    """An organisation that members say in public they work for, or that an organiser entered."""

    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    website = models.URLField(_("website"), blank=True)
    is_entered = models.BooleanField(
        default=False, editable=False
    )  # by an operator: stays when nobody says it
    mail_domains = models.CharField(max_length=500, blank=True)  # by an operator, with spaces between

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains whose addresses are this company's: those an operator entered, and that of the website."""
        site = site_domain(self.website)
        return tuple(dict.fromkeys([*self.mail_domains.split(), *([site] if site else [])]))

    @classmethod
    def of_name(cls, name: str) -> Company:
        """Return an unsaved company with its name cleaned and folded."""
        name = clean_line(name, 200)
        return cls(name=name, folded=fold(name)[:200])
