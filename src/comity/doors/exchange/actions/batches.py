"""One batch of rows: told apart, compared with the book, and written with what will become of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from comity.doors.exchange.actions.about import look_at, to_about
from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.doors.exchange.actions.people import IN, OUT, NewPerson, People, SeveralOfThatName
from comity.doors.exchange.actions.steps import Run
from comity.doors.exchange.enums import Outcome, Said
from comity.doors.exchange.models import FoundInteraction, FoundPerson, ImportRow
from comity.doors.exchange.queries.book import facts_of
from comity.doors.exchange.rules.changes import Changes, Facts, changes_of
from comity.doors.exchange.rules.days import partner_key
from comity.doors.exchange.rules.happenings import Happening, happening_key, happening_of
from comity.doors.exchange.rules.payload import from_payload, joined, to_payload
from comity.doors.exchange.rules.values import is_known_by_links_alone, shown_name
from comity.formats.card import Card, Value
from comity.formats.records import Attended, Contacted, Invited, Recommended, Row
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction

_SAID = {Contacted: Said.MESSAGE, Invited: Said.INVITATION}
_WAYS = {"in": IN, "out": OUT}


_COLUMNS = ("file", "line", "said", "outcome", "what", "why", "person", "on", "direction", "about")

_HAPPENING = (
    "person", "others", "kind", "direction", "status", "on", "summary", "key", "outcome",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """A row as it will stand in the account of the import."""

    file: str
    line: int
    said: Said = Said.OTHER
    outcome: str = Outcome.SKIPPED
    what: str = ""
    why: str = ""
    number: int | None = None  # of its person
    on: date | None = None
    direction: str = ""
    record: object = None  # what it says of the owner


@dataclass(slots=True)
class Batch:
    """Rows read and not yet written; ``cards`` are what they say of people, by number."""

    run: Run
    people: People
    rows: list[Line] = field(default_factory=list)
    cards: dict[int, Card] = field(default_factory=dict)
    happenings: list[tuple[Line, Happening, list[int]]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # keys of what happened, over all batches

    def take(self, row: Row) -> None:
        """Decide what a row speaks of."""
        line = Line(row.file[-200:], row.line, why=row.problem[:40])
        record = row.record
        if record is None:
            line.what, line.why = row.raw[:200], (row.problem or row.skipped)[:40]
            line.outcome = Outcome.WRONG if row.problem else Outcome.SKIPPED
        elif isinstance(record, Card):
            line.number = self._take_card(line, record)
        elif isinstance(record, Contacted | Invited):
            line.number = self._take_contact(line, record)
        elif isinstance(record, Attended | Recommended):
            line.number = self._take_happening(line, record)
        else:
            line.said, line.record = Said.PROFILE, record
        self.rows.append(line)

    def _take_card(self, line: Line, card: Card) -> int | None:
        line.said = Said.PERSON
        if not card.name and not card.values:
            line.outcome, line.why = Outcome.SKIPPED, line.why or "nothing-on-card"
            return None
        if is_known_by_links_alone(card):
            line.outcome, line.what, line.why = Outcome.SKIPPED, card.values[0].value[:200], "only-a-link"
            return None
        number, is_again = self.people.place(card)
        line.outcome = Outcome.MERGED if is_again else Outcome.ADDED  # the first row gets its person's
        if is_again:  # whatever else is wrong with it: its person has a row
            line.why, line.what = "repeated", shown_name(card)[:200]
        before = self.cards.get(number)
        self.cards[number] = joined(before, card) if before else card
        return number

    def _take_contact(self, line: Line, record: Contacted | Invited) -> int | None:
        line.said, line.on, line.direction = _SAID[type(record)], record.on, record.direction
        line.outcome = Outcome.ADDED
        if isinstance(record, Invited) and not (record.has_note and record.on):
            line.outcome, line.what = Outcome.SKIPPED, record.person_name[:200]
            line.why = line.why or "invitation-without-note"
            return None
        way = _WAYS[record.direction] if isinstance(record, Contacted) else 0
        try:
            number = self.people.partner(record.person_name, record.profile_url, way)
        except SeveralOfThatName:
            line.outcome, line.what, line.why = (
                Outcome.SKIPPED,
                record.person_name[:200],
                "several-of-that-name",
            )
            return None
        if number in self.people.ways:
            line.outcome, line.why = Outcome.SKIPPED, "stranger"
        return number

    def _take_happening(self, line: Line, record: Attended | Recommended) -> int | None:
        line.said = Said.MEETING if isinstance(record, Attended) else Said.RECOMMENDATION
        owner = self.run.upload.owner
        found = happening_of(record, own_email=owner.email, today=timezone.localdate())
        if isinstance(found, str):
            line.what = (record.summary if isinstance(record, Attended) else record.person_name)[:200]
            line.why = found
            return None
        line.what = (found.summary or found.people[0][0])[:200]
        line.on, line.direction = found.on, found.direction
        numbers = list(dict.fromkeys(filter(lambda one: one is not None, map(self._known, found.people))))
        if not numbers:
            line.why = "nobody-known"
            return None
        line.outcome = Outcome.ADDED
        self.happenings.append((line, found, cast("list[int]", numbers)))
        return numbers[0]

    def _known(self, person: tuple[str, str, str]) -> int | None:
        """Return the number of somebody in the book or the file; nobody becomes a card by an invitation alone."""
        name, email, url = person
        try:
            who = self.people.directory.find(name, url, email)
        except SeveralOfThatName:
            return None
        return None if who is None else self.people.numbered(who, name, partner_key(name, url))

    def write(self) -> None:
        """Write the batch in one transaction."""
        earlier = self._earlier()
        facts = self._facts(earlier.values())
        self._know_again()
        self._look_at_the_owner()
        fresh = [self._found(person, facts) for person in self.people.new]
        changed = [person for number, person in earlier.items() if self._join(person, number, facts)]
        with self.run.step(len(self.rows)):
            FoundPerson.objects.bulk_create(fresh)
            self.people.pks.extend(person.pk for person in fresh)
            self._write_twins()
            FoundPerson.objects.bulk_update(changed, ["card", "note", "outcome", "changes"])
            for person in changed:
                self._rows_of(person).update(outcome=person.outcome)
            outcomes = {person.pk: person.outcome for person in (*fresh, *changed)}
            insert_rows(
                FoundInteraction, _HAPPENING, map(self._happened, self.happenings), upload=self.run.upload.pk
            )
            insert_rows(
                ImportRow,
                _COLUMNS,
                (self._values(line, outcomes) for line in self.rows),
                upload=self.run.upload.pk,
            )
        self.people.new.clear()
        self.rows.clear()
        self.happenings.clear()
        self.cards.clear()

    def _know_again(self) -> None:
        """Mark what the book has from an earlier import, and what the file says twice."""
        keys = [happening_key(found) for _, found, _ in self.happenings]
        there = set(
            Interaction.objects.filter(owner=self.run.upload.owner, key__in=keys).values_list(
                "key", flat=True
            )
        )
        fresh = []
        for key, (line, found, numbers) in zip(keys, self.happenings, strict=True):
            if key in there or key in self.seen:
                line.outcome, line.why = Outcome.UNCHANGED, "" if key in there else "repeated"
            else:
                self.seen.add(key)
                fresh.append((line, found, numbers))
        self.happenings = fresh

    def _look_at_the_owner(self) -> None:
        """Say what becomes of rows about the owner: they go into the profile, not into the book."""
        lines = [line for line in self.rows if line.record is not None]
        for line, taken in zip(lines, look_at(self.run.upload, [line.record for line in lines]), strict=True):
            line.outcome, line.what, line.why = taken.outcome, taken.what[:200], (line.why or taken.why)[:40]

    def _happened(self, one: tuple[Line, Happening, list[int]]) -> tuple[object, ...]:
        _, found, numbers = one
        first, *others = (self.people.pks[number] for number in numbers)
        return (
            first, others, found.kind, found.direction, Status.SUGGESTED, found.on, found.summary,
            happening_key(found), Outcome.ADDED,
        )  # fmt: skip

    def _values(self, line: Line, outcomes: dict[int, str]) -> tuple[object, ...]:
        person = None if line.number is None else self.people.pks[line.number]
        is_first = line.said == Said.PERSON and line.why != "repeated"
        outcome = outcomes[person] if is_first and person is not None else line.outcome
        return (
            line.file, line.line, line.said, outcome, line.what, line.why, person, line.on, line.direction,
            {} if line.record is None else to_about(line.record),
        )  # fmt: skip

    def _earlier(self) -> dict[int, FoundPerson]:
        """Load the people of earlier batches of whom this one says more."""
        pks = {self.people.pks[number]: number for number in self.cards if number < len(self.people.pks)}
        return {pks[pk]: person for pk, person in FoundPerson.objects.in_bulk(list(pks)).items()}

    def _facts(self, earlier: Iterable[FoundPerson]) -> dict[int, Facts]:
        wanted = {person.contact for person in self.people.new} | {p.contact_id for p in earlier}
        wanted |= {person.candidate for person in self.people.new}
        pks = [pk for pk in wanted if pk]
        return facts_of(self.run.upload.owner, pks, region=settings.DEFAULT_REGION) if pks else {}

    def _found(self, person: NewPerson, facts: dict[int, Facts]) -> FoundPerson:
        card = self.cards.get(person.number)
        found = FoundPerson(
            upload=self.run.upload, name=person.name[:300], key=person.key, contact_id=person.contact,
            reasons=list(person.reasons), outcome=Outcome.SKIPPED if person.is_stranger else Outcome.ADDED,
        )  # fmt: skip
        if card is None and person.is_stranger:  # all that is known, should they turn out to be no stranger
            profile = (Value("url", person.profile, "linkedin"),) if person.profile else ()
            found.card = to_payload(Card(full=person.name, values=profile))
        if card is not None:
            found.card, found.note = to_payload(card), card.note
        candidate = facts.get(person.candidate or 0)
        if person.contact is not None and person.contact not in facts:  # it went from the book just now
            found.contact_id = None
        elif person.contact is not None:
            found.outcome = Outcome.UNCHANGED
            if card is not None:
                self._compare(found, card, facts[person.contact])
        elif candidate and card is not None and not self._changes(card, candidate):
            # A doubt about a card that says nothing new is no question: the same file again adds nothing.
            found.contact_id, found.outcome = person.candidate, Outcome.UNCHANGED
        elif candidate or person.twin is not None:
            found.candidate_id, found.is_doubt = person.candidate if candidate else None, True
            found.others = list(person.others)
        return found

    def _join(self, person: FoundPerson, number: int, facts: dict[int, Facts]) -> bool:
        before = from_payload(person.card, person.note)
        card = joined(before, self.cards[number])
        if card == before:
            return False
        person.card, person.note = to_payload(card), card.note
        if person.contact_id in facts:
            self._compare(person, card, facts[person.contact_id])
        elif person.outcome == Outcome.SKIPPED:
            person.outcome = Outcome.ADDED
        return True

    def _compare(self, found: FoundPerson, card: Card, facts: Facts) -> None:
        changes = self._changes(card, facts)
        found.outcome = Outcome.MERGED if changes else Outcome.UNCHANGED
        found.changes = changes.to_json()

    def _changes(self, card: Card, facts: Facts) -> Changes:
        return changes_of(card, facts, region=settings.DEFAULT_REGION)

    def _write_twins(self) -> None:
        twins = [
            (self.people.pks[person.number], self.people.pks[person.twin])
            for person in self.people.new
            if person.twin is not None
        ]
        set_columns(FoundPerson, ["twin"], twins)

    def _rows_of(self, person: FoundPerson) -> QuerySet[ImportRow]:
        return ImportRow.objects.filter(person=person, said=Said.PERSON).exclude(why="repeated")
