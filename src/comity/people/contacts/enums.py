from django.db import models
from django.utils.translation import gettext_lazy as _


class ValueKind(models.TextChoices):
    """What a line on a card is."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    URL = "url", _("link")
    ADDRESS = "address", _("address")
    DATE = "date", _("date")
    IM = "im", _("messenger")
    RELATION = "relation", _("relation")


class OriginKind(models.TextChoices):
    """How a value came into the book."""

    TYPED = "typed", _("typed by you")
    IMPORT = "import", _("import")
    MEMBER = "member", _("shared by the member")
