"""One table of a member's account while an archive is read into it: what is here, and adding what is not."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction

from comity.doors.exchange.snapshot.reading import Candidate, Known, derived_id
from comity.doors.exchange.snapshot.table import Table
from comity.formats.account_archive import Archive
from comity.foundation.core.ids import new_public_id
from comity.foundation.core.pictures import MOST_BYTES, PictureProblem, redraw
from comity.people.members.models import Member

_PUBLIC_ID = re.compile(r"[\w-]{22}", re.ASCII)


class Shelf:
    """The owner's rows of one table."""

    def __init__(self, owner: Member, table: Table, known: Known) -> None:
        self.owner, self.table, self.known = owner, table, known
        self.rows = table.model._default_manager.filter(**{table.owner: owner})
        self.has_public_id = table.ref == "public_id"
        self.ids: dict[str, int] = {}
        self.same: dict[tuple[Any, ...], int | None] = {}
        self.taken: set[str] = set()
        self.later: dict[int, dict[str, object]] = {}
        if self.has_public_id:
            self.ids = dict(self.rows.values_list("public_id", "pk"))
        if table.same:
            for row in self.rows.iterator():
                self.same.setdefault(table.same(row), row.pk)

    def look_up(self, references: Sequence[object]) -> None:
        """Find out which of these ids belong to somebody else."""
        if self.has_public_id:
            wanted = [
                one for one in map(str, references) if _PUBLIC_ID.fullmatch(one) and one not in self.ids
            ]
            everybody = self.table.model._default_manager.filter(public_id__in=wanted)
            self.taken = set(everybody.values_list("public_id", flat=True))

    def find(self, candidate: Candidate) -> int | None:
        """Return the row that is this one already, and remember what its reference means."""
        pk = None
        if self.has_public_id:
            original = str(candidate.reference)
            pk = self.ids.get(original) or self.ids.get(derived_id(self.owner.public_id, original))
        if pk is None and self.table.fills:
            pk = self.rows.values_list("pk", flat=True).first()
        if pk is None and self.table.same and any(key := self.table.same(candidate.row)):
            pk = self.same.get(key)
        if pk is not None:
            self.known.learn(self.table.model, candidate.reference, pk)
        return pk

    def reserve(self, candidate: Candidate) -> bool:
        """Take the candidate's place among the new rows; False if another one of the file has it."""
        if self.has_public_id:
            original = str(candidate.reference)
            if original in self.ids:
                return False
            free = _PUBLIC_ID.fullmatch(original) and original not in self.taken
            candidate.row.public_id = original if free else derived_id(self.owner.public_id, original)
            self.ids[original] = 0
        if self.table.same and any(key := self.table.same(candidate.row)):
            if key in self.same:
                return False
            self.same[key] = None
        setattr(candidate.row, self.table.owner, self.owner)
        return True

    def add(self, candidates: Sequence[Candidate], archive: Archive) -> set[int]:
        """Save new rows with what is inside them; return which were refused by the database, by identity."""
        try:
            with transaction.atomic():
                self._save(candidates)
            refused = set()
        except IntegrityError:
            refused = {id(one) for one in candidates if not self._save_alone(one)}
        for candidate in candidates:
            if id(candidate) not in refused:
                self._remember(candidate)
                self._add_pictures(candidate.row, candidate.files, archive)
        return refused

    def meet(self, pk: int, candidate: Candidate, archive: Archive) -> bool:
        """Give the row that is here what it lacks, where the table wants that; tell whether something changed."""
        if not self.table.fills:
            return False
        row = self.rows.get(pk=pk)
        empty = [
            column.name
            for column in self.table.fields
            if not column.is_relation
            and not getattr(row, column.name)
            and getattr(candidate.row, column.name)
        ]
        for name in empty:
            setattr(row, name, getattr(candidate.row, name))
        if empty:
            row.save(update_fields=empty)
        files = {name: path for name, path in candidate.files.items() if not getattr(row, name)}
        added = self._add_pictures(row, files, archive)
        for name, child in self.table.inside.items():
            here = {child.same(one) for one in getattr(row, name).all()} if child.same else set()
            new = [
                one.row for one in candidate.inside[name] if child.same and child.same(one.row) not in here
            ]
            self._adopt(row, child, new)
            added = added or bool(new)
        return bool(empty) or added

    def link(self, waiting: Sequence[tuple[int, dict[str, object]]]) -> None:
        """Set references among the rows of this table, once all of them are here."""
        for pk, later in waiting:
            found = {name: self.known.find(self.table.model, reference) for name, reference in later.items()}
            if new := {name: other for name, other in found.items() if other and other != pk}:
                self.rows.filter(pk=pk).update(**new)

    def _save(self, candidates: Sequence[Candidate]) -> None:
        self.table.model._default_manager.bulk_create([candidate.row for candidate in candidates])
        for column in self.table.model._meta.many_to_many:
            self._link_many(column, candidates)
        for name, child in self.table.inside.items():
            rows = [(candidate.row, one.row) for candidate in candidates for one in candidate.inside[name]]
            for parent, row in rows:
                setattr(row, child.owner, parent)
                if child.ref == "public_id":
                    row.public_id = new_public_id()
            child.model._default_manager.bulk_create([row for _, row in rows])

    def _save_alone(self, candidate: Candidate) -> bool:
        candidate.row.pk = None
        try:
            with transaction.atomic():
                self._save([candidate])
        except IntegrityError:
            return False
        return True

    def _adopt(self, parent: models.Model, child: Table, rows: Sequence[Any]) -> None:
        for row in rows:
            setattr(row, child.owner, parent)
        child.model._default_manager.bulk_create(rows)

    def _remember(self, candidate: Candidate) -> None:
        self.known.learn(self.table.model, candidate.reference, candidate.row.pk)
        if self.has_public_id:
            self.ids[str(candidate.reference)] = candidate.row.pk
        if self.table.same:
            self.same[self.table.same(candidate.row)] = candidate.row.pk
        if candidate.later:
            self.later[candidate.row.pk] = candidate.later

    def _link_many(self, column: Any, candidates: Sequence[Candidate]) -> None:
        through = column.remote_field.through
        here, there = f"{column.m2m_field_name()}_id", f"{column.m2m_reverse_field_name()}_id"
        pairs = [(one.row.pk, pk) for one in candidates for pk in one.many.get(column.name, ())]
        through._default_manager.bulk_create(through(**{here: mine, there: pk}) for mine, pk in pairs)

    def _add_pictures(self, row: Any, files: dict[str, str], archive: Archive) -> bool:
        """Draw the pictures anew: an archive is a stranger's file, whoever says it is theirs."""
        added = False
        for name, path in files.items():
            data = archive.read(path, MOST_BYTES)
            if data is None:
                continue
            try:
                picture = redraw(io.BytesIO(data))
            except PictureProblem:
                continue
            getattr(row, name).save(f"{new_public_id()}.jpg", ContentFile(picture), save=False)
            row.save(update_fields=[name])
            added = True
        return added
