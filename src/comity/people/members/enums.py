from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Whether an account may act yet."""

    ACTIVE = "active", _("active")
    WAITING = "waiting", _("waiting for approval")
    SUSPENDED = "suspended", _("suspended")


class InvitationKind(models.TextChoices):
    """How an invitation travels."""

    LINK = "link", _("a link to pass on")
    MAIL = "mail", _("a mail to one address")


class ProfilePart(models.TextChoices):
    """The parts of a profile that each have one audience; positions, education and details have one a row."""

    PRONUNCIATION = "pronunciation", _("how your name is spoken")
    HEADLINE = "headline", _("what you do")
    ABOUT = "about", _("about you")
    PLACE = "place", _("place")
    PHOTO = "photo", _("photo")
    CAN_HELP = "can_help", _("what you could help with")
    LOOKS_FOR = "looks_for", _("what you look for")
    ASK_ME_ABOUT = "ask_me_about", _("ask me about")
    LANGUAGES = "languages", _("languages")
    SKILLS = "skills", _("skills and topics")
    INDUSTRIES = "industries", _("your industries")
    WATCHED = "watched", _("industries you watch")


class WordKind(models.TextChoices):
    """What a word of a profile names."""

    LANGUAGE = "language", _("language")
    SKILL = "skill", _("skill or topic")
    INDUSTRY = "industry", _("industry")
    WATCHED = "watched", _("industry you watch")


class DetailKind(models.TextChoices):
    """What a contact detail or link is."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    LINK = "link", _("link")
    IM = "im", _("messenger")


class ConfirmedBy(models.TextChoices):
    """What stands behind a confirmed position."""

    CODE = "code", _("a code sent to a work address")
    OPERATOR = "operator", _("whoever runs this instance")
