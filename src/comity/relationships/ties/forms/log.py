"""What happened, as it is confirmed or put right, and who was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.enums import Precision
from comity.foundation.core.text import clean_line
from comity.people.members.forms.days import DayField
from comity.people.members.models import Member
from comity.people.members.rules.partial_dates import PartialDate
from comity.relationships.ties.actions.interactions import Happening
from comity.relationships.ties.enums import Direction, Kind
from comity.relationships.ties.queries.naming import Person, as_person, people_with, person_named

_MOST_NAMES, _MOST_PEOPLE = 12, 100


class LogForm(forms.Form):
    """Something that happened, as it is confirmed or put right."""

    kind = forms.ChoiceField(label=_("What"), choices=Kind.choices, initial=Kind.MET)
    when = DayField(label=_("When"), help_text=_("A month or a year is enough."))
    place = forms.CharField(label=_("Where"), required=False, max_length=200)
    summary = forms.CharField(label=_("In a line"), required=False, max_length=300)
    direction = forms.ChoiceField(
        label=_("Who turned to whom"), required=False, choices=Direction.choices, initial=Direction.BOTH
    )
    note = forms.CharField(
        label=_("A note for yourself"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only you. Stored encrypted; whoever runs this server could still read it while it runs."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "log_%s")
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        when = self.fields["when"]
        assert isinstance(when, DayField)
        when.latest = today
        when.initial = PartialDate(today, Precision.DAY)

    def happening(self) -> Happening:
        """Return what was confirmed, as the action takes it."""
        said = self.cleaned_data
        return Happening(
            kind=said["kind"],
            on=said["when"].on,
            precision=said["when"].precision,
            direction=said["direction"] or Direction.BOTH,
            summary=said["summary"],
            place=said["place"],
            note=said["note"],
        )


@dataclass(slots=True)
class Question:
    """A name that several people bear, or nobody yet: which of them, somebody new, or left out."""

    number: int
    phrase: str
    choices: tuple[Person, ...]
    answer: str = ""

    @property
    def field(self) -> str:
        return f"answer_{self.number}"


class WhoWasThere:
    """Who was there: people who are settled, and names that still have to be; up to six queries a name.

    It is sent as ``who`` (public ids), ``asked`` (names) with ``answer_0``, ``answer_1``, … and ``more`` (one more name).
    """

    NEW, NOBODY = "new", "nobody"

    def __init__(
        self,
        viewer: Member,
        *,
        ids: Sequence[str] = (),
        names: Sequence[str] = (),
        answers: Mapping[str, str] | None = None,
        prefer: str = "",
    ) -> None:
        self.contacts = people_with(viewer, ids[:_MOST_PEOPLE])
        self.questions: list[Question] = []
        self.is_left_open = False
        settled: list[str] = []
        for name in names[:_MOST_NAMES]:
            named = person_named(viewer, clean_line(name, 120))
            question = Question(len(self.questions), named.phrase, named.choices)
            given = (answers or {}).get(name, "")
            fitting = [one.public_id for one in named.choices]
            if prefer in fitting or any(card.public_id in fitting for card in self.contacts if named.is_sure):
                continue
            if given in fitting or (named.is_sure and not given):
                settled.append(given or fitting[0])
            elif given != self.NOBODY and named.phrase:
                question.answer = given if given == self.NEW else ""
                self.questions.append(question)
        if settled:
            there = {card.pk for card in self.contacts}
            self.contacts += [card for card in people_with(viewer, settled) if card.pk not in there]

    @classmethod
    def sent(cls, viewer: Member, data: QueryDict) -> Self:
        """Return what a form says; a name just typed becomes a person, or a question."""
        asked = data.getlist("asked")
        answers = {name: data.get(f"answer_{number}", "") for number, name in enumerate(asked)}
        names = dict.fromkeys([*asked, clean_line(data.get("more", ""), 120)])
        names.pop("", None)
        return cls(viewer, ids=data.getlist("who"), names=list(names), answers=answers)

    @property
    def people(self) -> list[Person]:
        return [as_person(card) for card in self.contacts]

    @property
    def new_names(self) -> list[str]:
        return [question.phrase for question in self.questions if question.answer == self.NEW]

    def is_valid(self) -> bool:
        """Whether every name is settled."""
        self.is_left_open = any(not question.answer for question in self.questions)
        return not self.is_left_open
