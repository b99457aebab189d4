"""What a member says about themselves, each part beside the question who sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.audience import Audience
from comity.foundation.core.forms import AudienceField, audiences_of
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.forms.fields import RowsField, RowsWidget
from comity.people.members.forms.industries import INDUSTRIES
from comity.people.members.models import Member, Profile
from comity.people.members.queries.profile import TEXT_PARTS
from comity.people.members.queries.profile import audiences_of as audiences_of_parts
from comity.people.members.rules.profile import WORDS_PART, word_and_level

_WHO = "_seen_by"
_HELP = {
    ProfilePart.PRONUNCIATION: _("For those who read it for the first time: “bun SUR-un-sun”."),
    ProfilePart.HEADLINE: _("One line: your work in your own words."),
    ProfilePart.PLACE: _("A town or region; nothing more exact is needed."),
    ProfilePart.CAN_HELP: _("One thing you would gladly do for somebody who asks."),
    ProfilePart.LOOKS_FOR: _("Think of who should not read it, your employer for one."),
    ProfilePart.ASK_ME_ABOUT: _("What you like to be asked about at a table."),
}


class PartsForm(forms.Form):
    """Some parts of a profile, each with its audience."""

    parts: tuple[str, ...] = ()

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile
        choices, chosen = audiences_of(profile.owner), audiences_of_parts(profile)
        for part in self.parts:
            self.fields[part] = self.field_of(part)
            self.fields[part + _WHO] = AudienceField(choices, initial=chosen[part])

    def field_of(self, part: str) -> forms.Field:
        raise NotImplementedError

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield each part's field with the one that asks who sees it."""
        for part in self.parts:
            yield self[part], self[part + _WHO]

    @property
    def shows(self) -> dict[str, Audience]:
        return {part: self.cleaned_data[part + _WHO] for part in self.parts}


class TextsForm(PartsForm):
    parts = TEXT_PARTS
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Every member sees it."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def field_of(self, part: str) -> forms.Field:
        field = cast("models.Field[str, str]", Profile._meta.get_field(part)).formfield()
        assert field is not None  # every text is edited
        field.label, field.initial = _sentence(ProfilePart(part).label), getattr(self.profile, part)
        field.help_text = _HELP.get(ProfilePart(part), "")
        return field

    @property
    def texts(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in ("name", *self.parts)}


class WordsForm(PartsForm):
    parts = tuple(WORDS_PART.values())

    def __init__(self, *args: Any, said: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        self.said = said
        super().__init__(*args, **kwargs)

    def field_of(self, part: str) -> forms.Field:
        words = self.said.get(part, [])
        label = _sentence(ProfilePart(part).label)
        if part in {ProfilePart.INDUSTRIES, ProfilePart.WATCHED}:
            rows = [text for text, _level in words]
            return RowsField(label=label, initial=rows, required=False, widget=RowsWidget(INDUSTRIES))
        levels = part == ProfilePart.LANGUAGES
        help_text = (
            _("One a line, and how well, if you like: “German, mother tongue”.")
            if levels
            else _("Commas or lines between them: grid planning, permits, leading a team.")
        )
        between = "\n" if levels else ", "
        return forms.CharField(
            label=label,
            initial=between.join(f"{text}, {level}" if level and levels else text for text, level in words),
            required=False,
            max_length=10_000,
            help_text=help_text,
            widget=forms.Textarea({"rows": 4}),
        )

    @property
    def words(self) -> dict[str, list[tuple[str, str]]]:
        """The words of each kind, as pairs of text and level."""
        data = self.cleaned_data
        levels = {text.casefold(): level for text, level in self.said.get(ProfilePart.SKILLS, [])}
        skills = [word.strip() for word in data[ProfilePart.SKILLS].replace("\n", ",").split(",")]
        return {
            WordKind.LANGUAGE: [word_and_level(line) for line in data[ProfilePart.LANGUAGES].splitlines()],
            WordKind.SKILL: [(word, levels.get(word.casefold(), "")) for word in skills],
            WordKind.INDUSTRY: data[ProfilePart.INDUSTRIES],
            WordKind.WATCHED: data[ProfilePart.WATCHED],
        }


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("A picture of you"),
        required=False,
        help_text=_("JPEG, PNG, WebP or GIF, up to 20 MB. We keep the middle as a small square and nothing "
                    "your camera wrote beside it, such as the place."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip

    def __init__(self, *args: Any, owner: Member, audience: Audience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_by"] = AudienceField(audiences_of(owner), initial=audience)


def _sentence(label: str | Promise) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]
