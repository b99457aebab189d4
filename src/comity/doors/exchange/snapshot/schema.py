"""What an account's files hold, as a JSON Schema made from the models, so that it never lags behind them."""

from __future__ import annotations

from typing import Any

from django.db import models

from comity.doors.exchange.snapshot.table import Table, names_member
from comity.doors.exchange.snapshot.tables import TABLES
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.rules.stages import Who
from comity.relationships.ties.enums import Answer

_MEMBER = {
    "type": "object",
    "properties": {"member": {"type": "string"}, "name": {"type": "string"}},
    "required": ["member", "name"],
    "additionalProperties": False,
    "description": "another member, by id and name",
}
_AUDIENCE = {
    "type": "object",
    "properties": {"kind": {"type": "string"}, "list": {"type": ["string", "null"]}},
    "required": ["kind"],
    "additionalProperties": False,
    "description": "who sees it; `list` is an id in data/lists.json",
}
_FILE = {
    "type": "object",
    "properties": {"bytes": {"type": "integer"}, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    "required": ["bytes", "sha256"],
    "additionalProperties": False,
}
_MANIFEST = {
    "type": "object",
    "properties": {
        "comity": {"const": "account"},
        "version": {"const": 1},
        "program": {"type": "string"},
        "instance": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "address": {"type": "string"}},
            "required": ["name", "address"],
        },
        "made_at": {"type": "string", "format": "date-time"},
        "member": {"type": "string"},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "files": {"type": "object", "additionalProperties": _FILE},
    },
    "required": ["comity", "version", "program", "instance", "made_at", "member", "counts", "files"],
    "additionalProperties": False,
}
# Kept sealed together, written a row a person.
_ANSWERS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "contact": {"type": "string", "description": "a row of data/contacts.json"},
            "answer": {"enum": Answer.values, "description": "what you would do, by your own answer"},
        },
        "required": ["answer", "contact"],
        "additionalProperties": False,
    },
}
_MEMBER_OR_NOBODY = {"anyOf": [_MEMBER, {"type": "null"}]}
_MOMENT = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string"}
# Written as each who has a part in one may see it; what one sought oneself is read back.
_INTRODUCTION = {
    "id": _TEXT,
    "my_part": {"enum": [who.value for who in Who if who is not Who.TIME]},
    **dict.fromkeys(("seeker", "introducer", "target"), _MEMBER_OR_NOBODY),
    **dict.fromkeys(("note", "line", "middle_line", "word", "outcome"), _TEXT),
    "stage": {"enum": Stage.values},
    **dict.fromkeys(("created_at", "expires_at"), _MOMENT),
    "made_at": {"anyOf": [_MOMENT, {"type": "null"}]},
}
_INTRODUCTIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": _INTRODUCTION,
        "required": sorted(_INTRODUCTION),
        "additionalProperties": False,
    },
}
_TYPES: list[tuple[type[models.Field[Any, Any]], dict[str, Any]]] = [
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FileField, {"type": "string", "description": "a path in this archive; empty: none"}),
    (models.JSONField, {}),
]


def account_schema() -> dict[str, Any]:
    """Return the schema: one definition for the manifest, the account, and the rows of each table."""
    tables = {table.name: _rows(table) for table in TABLES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Comity account",
        "description": "comity.json is #/$defs/manifest; data/NAME.json is #/$defs/NAME. Files without a definition are for people to read.",
        "$defs": {"manifest": _MANIFEST, **tables, "answers": _ANSWERS, "introductions": _INTRODUCTIONS},
    }


def _rows(table: Table) -> dict[str, Any]:
    return {"type": "array", "items": _row(table)}


def _row(table: Table) -> dict[str, Any]:
    properties = {table.written_as(column): _column(column) for column in table.fields}
    if table.has_audience:
        properties["audience"] = _AUDIENCE
    properties |= {name: _rows(child) for name, child in table.inside.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _column(column: models.Field[Any, Any]) -> dict[str, Any]:
    if isinstance(column, models.ManyToManyField):
        return {"type": "array", "items": _reference(column)}
    if column.is_relation:
        found = _reference(column)
    else:
        found = next((kind for field, kind in _TYPES if isinstance(column, field)), {"type": "string"})
    return {"anyOf": [found, {"type": "null"}]} if column.null else found


def _reference(column: models.Field[Any, Any]) -> dict[str, Any]:
    if names_member(column):
        return _MEMBER
    target = next(table for table in TABLES if table.model is column.related_model)
    return {"type": ["string", "integer"], "description": f"a row of data/{target.name}.json"}
