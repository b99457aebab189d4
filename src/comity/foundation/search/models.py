"""The index: shelves of words, and what each thing was put in with. Each scope is an index of its own."""

from __future__ import annotations

from django.db import models

from comity.foundation.search.rules.shelves import START


class Scope(models.Model):
    """What is searched together, such as one member's book; nothing in one scope moves an answer in another."""

    name = models.CharField(max_length=80, unique=True)
    version = models.PositiveSmallIntegerField(default=0)  # of the words that all of it stands under

    def __str__(self) -> str:
        return self.name


class Shelf(models.Model):
    """All words of one beginning, with the things of one kind that have them (rules/shelves.py says how)."""

    pk = models.CompositePrimaryKey("scope_id", "kind", "start")
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="shelves", db_index=False)
    kind = models.CharField(max_length=20)
    start = models.CharField(max_length=START)
    lines = models.TextField()

    def __str__(self) -> str:
        return self.start


class Thing(models.Model):
    """The words a thing stands under, so that it can be taken out again."""

    pk = models.CompositePrimaryKey("scope_id", "kind", "object_id")
    scope = models.ForeignKey(Scope, models.CASCADE, related_name="things", db_index=False)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
