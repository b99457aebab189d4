"""A member's year that is lived day by day, and a judge who keeps books of his own on what was known when."""

from __future__ import annotations

import calendar
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from comity.people.contacts.actions.cards import Typed, create_contact
from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.models import Contact, Merge
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.touch.actions.cadences import choose_cadence
from comity.relationships.touch.actions.mornings import morning
from comity.relationships.touch.actions.quieting import end_quiet, keep_quiet
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Nudge
from comity.relationships.touch.queries.nudges import valid_nudges

ZONES = ("Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu", "America/New_York", "Asia/Kolkata")
CADENCES = (None, None, None, 3, 7, 14, 30)
KINDS = ("met", "video", "call", "message", "event", "favour")
_BY_WORD = {7, 30, 180, 365}


@dataclass
class Fact:
    """One interaction as the judge keeps it."""

    row: Interaction
    people: set[int]
    on: date
    until: date  # of a month or a year the last day it can have been
    zone: str  # by whose clock the day was told
    is_both: bool
    counts: bool = True
    hidden: bool = False


@dataclass
class World:
    owner: Member
    rng: random.Random
    at: datetime
    people: list[Contact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    cadence: dict[int, int | None] = field(default_factory=dict)
    quiet: set[int] = field(default_factory=set)
    merge: Merge | None = None
    given: dict[int, set[int]] = field(default_factory=dict)  # fact → people, before a merge
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    last_morning: date | None = None

    @property
    def zone(self) -> str:
        return self.owner.time_zone

    def day(self, zone: str = "") -> date:
        return self.at.astimezone(ZoneInfo(zone or self.zone)).date()

    def now(self) -> datetime:
        return self.at

    @contextmanager
    def clock(self) -> Iterator[None]:
        with mock.patch.object(timezone, "now", self.now):
            yield

    def meet(self, n: int) -> None:
        """Let so many people come into the book, some of them with a cadence."""
        for number in range(n):
            typed = Typed({"given": f"Person{number}", "family": "Of Old"}, [])
            contact = create_contact(by=self.owner, typed=typed, at=self.at - timedelta(days=600))
            self.people.append(contact)
            self.cadence[contact.pk] = days = self.rng.choice(CADENCES)
            if days:
                choose_cadence(by=self.owner, contact=contact, days=days, at=self.at)
            gap = self.rng.choice((5, 12, 30))
            for back in range(self.rng.choice((0, 1, 6))):
                self.note([contact], self.day() - timedelta(days=1 + back * gap))

    # What happens --------------------------------------------------------------------------------------------

    def note(
        self, who: list[Contact], on: date, *, pending: int | None = None, precision: str = "day"
    ) -> None:
        kind = self.rng.choice(KINDS)
        direction = self.rng.choice(("both", "both", "in", "out"))
        row = Interaction.objects.create(
            owner=self.owner, kind=kind, direction=direction, on=on, precision=precision, created_at=self.at,
            pending_import=pending,
        )  # fmt: skip
        InteractionPerson.objects.bulk_create(InteractionPerson(interaction=row, contact=one) for one in who)
        until = on
        if precision == "month":
            last = date(on.year, on.month, calendar.monthrange(on.year, on.month)[1])
            until = max(on, min(last, self.day("UTC")))
        both = kind not in ("message", "call") or direction == "both"
        people = {one.pk for one in who}
        self.facts.append(Fact(row, people, on, until, self.zone, both, hidden=pending is not None))
        if pending is None:
            refresh_last_contact(self.owner, [one.pk for one in who])

    def log(self) -> None:
        self.note(self.rng.sample(self.here, self.rng.choice((1, 1, 1, 2))), self.day())

    def log_late(self) -> None:
        back = self.rng.randint(1, 60)
        precision = self.rng.choice(("day", "day", "month"))
        self.note([self.rng.choice(self.here)], self.day() - timedelta(days=back), precision=precision)

    def import_hidden(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            back = self.rng.randint(0, self.rng.choice((9, 30, 200)))
            self.note([self.rng.choice(self.here)], self.day() - timedelta(days=back), pending=7)

    def import_shown(self) -> None:
        """Show what came; its ties are settled by a job that has not run yet."""
        Interaction.objects.filter(pending_import=7).update(pending_import=None)
        for fact in self.facts:
            fact.hidden = False

    def import_settled(self) -> None:
        refresh_last_contact(self.owner, [one.pk for one in self.here])

    def edit(self) -> None:
        fact = self.rng.choice(self.facts)
        if fact.hidden:
            return
        fact.on = fact.until = min(self.day(), fact.on + timedelta(days=self.rng.randint(-20, 20)))
        fact.zone = self.zone
        Interaction.objects.filter(pk=fact.row.pk).update(on=fact.on, precision="day")
        refresh_last_contact(self.owner, sorted(fact.people))

    def undo(self) -> None:
        fact = self.rng.choice(self.facts[-10:])
        if fact.hidden:
            return
        status = Status.DISMISSED if fact.counts else Status.CONFIRMED
        set_status(by=self.owner, public_id=fact.row.public_id, status=status)
        fact.counts = not fact.counts

    def merge_two(self) -> None:
        kept, gone = self.rng.sample(self.here, 2)
        self.given = {n: set(fact.people) for n, fact in enumerate(self.facts)}
        self.merge = merge_contacts(by=self.owner, kept=kept, gone=gone, at=self.at)
        for fact in self.facts:
            if gone.pk in fact.people:
                fact.people = (fact.people - {gone.pk}) | {kept.pk}
        if self.cadence[kept.pk] is None:
            self.cadence[kept.pk] = self.cadence[gone.pk]
        self.quiet |= {kept.pk} if gone.pk in self.quiet else set()

    def part_again(self) -> None:
        assert self.merge is not None
        undo_merge(by=self.owner, merge=self.merge, at=self.at)
        for n, people in self.given.items():
            if self.facts[n].people != people:
                self.facts[n].people = people
        self.merge = None
        for one in self.people:
            one.refresh_from_db()
            self.cadence[one.pk] = one.tie.cadence_days if hasattr(one, "tie") else None
            self.quiet = {
                pk for pk in self.quiet if Contact.objects.filter(pk=pk, quiets__about="nudge").exists()
            }

    def move(self) -> None:
        self.owner.time_zone = self.rng.choice(ZONES)
        self.owner.save(update_fields=["time_zone"])

    def hush(self) -> None:
        one = self.rng.choice(self.here)
        if one.pk in self.quiet:
            end_quiet(by=self.owner, contact=one, about=About.NUDGE, at=self.at)
            self.quiet.discard(one.pk)
        else:
            keep_quiet(by=self.owner, contact=one, about=About.NUDGE, until=None, at=self.at)
            self.quiet.add(one.pk)

    @property
    def here(self) -> list[Contact]:
        gone = self.merge.gone_id if self.merge else None
        return [one for one in self.people if one.pk != gone]

    def happen(self) -> None:
        acts = {
            self.log: 5, self.log_late: 3, self.import_hidden: 2, self.import_shown: 2, self.import_settled: 0.5, self.edit: 2,
            self.undo: 2, self.move: 0.3, self.hush: 0.4, self.part_again if self.merge else self.merge_two: 0.5,
        }  # fmt: skip
        act = self.rng.choices(list(acts), list(acts.values()))[0]
        if act in (self.edit, self.undo) and not self.facts:
            return
        act()
        self.did[act.__name__] += 1

    # Days, and the judge -------------------------------------------------------------------------------------

    def live(self, days: int) -> None:
        """Let days pass; some begin twice, as the clock is put back."""
        with self.clock():
            for _ in range(days):
                for _ in range(self.rng.choice((0, 0, 1, 1, 2))):
                    self.at += timedelta(minutes=self.rng.randint(1, 600))
                    self.happen()
                    self.look()
                for _ in range(self.rng.randint(1, 3)):
                    self.at += timedelta(minutes=self.rng.randint(200, 900))
                    self.let_morning_come()
                    self.look()
                if self.rng.random() < 0.04:
                    self.at -= timedelta(minutes=self.rng.randint(1, 3 * 24 * 60))
                    self.did["clock put back"] += 1

    def let_morning_come(self) -> None:
        before = set(Nudge.objects.filter(owner=self.owner).values_list("pk", flat=True))
        hour = self.at.astimezone(ZoneInfo(self.zone)).hour
        is_new = 7 <= hour < 20 and self.day() != self.last_morning
        due = self.should_come_up() if is_new else []
        morning(at=self.at)
        made = list(Nudge.objects.filter(owner=self.owner).exclude(pk__in=before))
        for nudge in made:
            self.judge(nudge, "sent")
        if is_new:
            self.last_morning = self.day()
            self.miss(due, made)

    def look(self) -> None:
        """See whom Today shows: what is shown must hold at this moment."""
        shown = [row.public_id for row in valid_nudges(self.owner, self.at)]
        for nudge in Nudge.objects.filter(public_id__in=shown):
            self.judge(nudge, "shown")

    def judge(self, nudge: Nudge, how: str) -> None:
        rhythm = self.rhythm(nudge)
        for fact in self.known(nudge.contact_id):
            # By the member's clock of today, and by the one by which that day was told.
            passed = min((self.day() - fact.until).days, (self.day(fact.zone) - fact.until).days)
            if passed < rhythm:
                self.wrong.append(f"{how} {self.at} {nudge.contact_id}: {passed} of {rhythm} days, {fact}")
        if nudge.contact_id in self.quiet:
            self.wrong.append(f"{how} {self.at} {nudge.contact_id}: was to be left alone")

    def rhythm(self, nudge: Nudge) -> int:
        if chosen := self.cadence[nudge.contact_id]:
            return chosen
        learnt = self.learnt(nudge.contact_id)
        if learnt is None:
            assert nudge.rhythm in _BY_WORD or how_old(nudge)
            return nudge.rhythm
        return learnt

    def learnt(self, contact: int) -> int | None:
        days = sorted({fact.until for fact in self.known(contact) if fact.is_both})[-6:]
        gaps = [(b - a).days for a, b in pairwise(days)]
        return max(1, round(median(gaps))) if len(gaps) >= 3 else None

    def known(self, contact: int) -> list[Fact]:
        return [fact for fact in self.facts if contact in fact.people and fact.counts and not fact.hidden]

    def should_come_up(self) -> list[int]:
        """Return who has a chosen cadence, two days over, and was not told of in this silence."""
        found = []
        for one in self.here:
            days, known = self.cadence[one.pk], self.known(one.pk)
            if not days or not known or one.pk in self.quiet:
                continue
            since = max(fact.until for fact in known)
            told = Nudge.objects.filter(contact=one, made_on__gte=since + timedelta(days=1)).exists()
            opened = Nudge.objects.filter(
                contact=one, answered_at=None, made_at__gt=self.at - timedelta(days=14)
            ).exists()
            if (self.day() - since).days >= days + 2 and not told and not opened:
                found.append(one.pk)
        return found

    def miss(self, due: list[int], made: list[Nudge]) -> None:
        week = Nudge.objects.filter(owner=self.owner, made_at__gt=self.at - timedelta(days=7)).count()
        if len(made) == 2 or week >= 5:
            return
        told = {nudge.contact_id for nudge in made}
        self.missed += [f"{self.at} {contact}" for contact in due if contact not in told]

    def fullest_week(self) -> int:
        """Return the most nudges that any seven days held."""
        made = sorted(Nudge.objects.filter(owner=self.owner).values_list("made_at", flat=True))
        week = timedelta(days=7)
        return max((sum(start <= other < start + week for other in made) for start in made), default=0)


def how_old(nudge: Nudge) -> bool:
    """Tell whether a nudge was made in an earlier state of the books, when there was something to learn from."""
    return nudge.basis == "learnt"
