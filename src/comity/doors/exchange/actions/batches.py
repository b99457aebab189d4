"""One batch of rows: told apart, compared with the book, and written with what will become of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet

from comity.doors.exchange.actions.columns import set_columns
from comity.doors.exchange.actions.people import IN, OUT, NewPerson, People, SeveralOfThatName
from comity.doors.exchange.actions.steps import Run
from comity.doors.exchange.enums import Outcome, Said
from comity.doors.exchange.models import FoundPerson, ImportRow
from comity.doors.exchange.queries.book import facts_of
from comity.doors.exchange.rules.changes import Changes, Facts, changes_of
from comity.doors.exchange.rules.payload import from_payload, joined, to_payload
from comity.formats.card import Card
from comity.formats.records import Contacted, Invited, Row

_SAID = {Contacted: Said.MESSAGE, Invited: Said.INVITATION}
_WAYS = {"in": IN, "out": OUT}


@dataclass(slots=True)
class Batch:
    """Rows read and not yet written; ``cards`` are what they say of people, by number."""

    run: Run
    people: People
    rows: list[tuple[ImportRow, int | None]] = field(default_factory=list)
    cards: dict[int, Card] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Decide what a row speaks of."""
        line = ImportRow(upload=self.run.upload, file=row.file[-200:], line=row.line, why=row.problem[:40])
        number: int | None = None
        record = row.record
        if record is None:
            line.said, line.what = Said.OTHER, row.raw[:200]
            line.outcome = Outcome.WRONG if row.problem else Outcome.SKIPPED
            line.why = (row.problem or row.skipped)[:40]
        elif isinstance(record, Card):
            number = self._take_card(line, record)
        elif isinstance(record, Contacted | Invited):
            number = self._take_contact(line, record)
        else:
            line.said, line.outcome, line.why = Said.PROFILE, Outcome.SKIPPED, "no-profile-yet"
        self.rows.append((line, number))

    def _take_card(self, line: ImportRow, card: Card) -> int | None:
        line.said = Said.PERSON
        if not card.name and not card.values:
            line.outcome, line.why = Outcome.SKIPPED, line.why or "nothing-on-card"
            return None
        number, is_again = self.people.place(card)
        line.outcome = Outcome.MERGED if is_again else Outcome.ADDED  # the first row gets its person's
        line.why = line.why or ("repeated" if is_again else "")
        before = self.cards.get(number)
        self.cards[number] = joined(before, card) if before else card
        return number

    def _take_contact(self, line: ImportRow, record: Contacted | Invited) -> int | None:
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

    def write(self) -> None:
        """Write the batch in one transaction."""
        earlier = self._earlier()
        facts = self._facts(earlier.values())
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
            for line, number in self.rows:
                if number is not None:
                    line.person_id = self.people.pks[number]
                    if line.said == Said.PERSON and line.why != "repeated":
                        line.outcome = outcomes[line.person_id]
            ImportRow.objects.bulk_create(line for line, _ in self.rows)
        self.people.new.clear()
        self.rows.clear()
        self.cards.clear()

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
