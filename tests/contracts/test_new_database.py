"""A new database is made at once; what it has is what every migration after the other leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from comity.foundation.core.tables import bring_up

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
IN_POSTGRESQL = """
select 'column', table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable,
    column_default, is_identity, collation_name from information_schema.columns where table_schema = 'public'
union all select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), null, null, null, null,
    null, null from pg_constraint where connamespace = 'public'::regnamespace
union all select 'index', tablename, indexname, indexdef, null, null, null, null, null, null
    from pg_indexes where schemaname = 'public'
union all select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), null, null, null, null, null, null
    from pg_trigger where not tgisinternal
union all select 'function', proname, null, prosrc, null, null, null, null, null, null
    from pg_proc where pronamespace = 'public'::regnamespace
union all select 'extension', extname, null, null, null, null, null, null, null, null from pg_extension
"""


# Django's tables without migrations, as the tests have them, give this join of two of its own the key of another kind.
OF_THE_TESTS = "column auth_group_permissions id"
Schema = dict[str, Any]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Put an empty database in the place of the tests' own."""
    with another(tmp_path / "empty") as database:
        yield database


@contextmanager
def another(path: Path) -> Iterator[BaseDatabaseWrapper]:
    ours = connections[DEFAULT_DB_ALIAS]
    is_file = ours.vendor == "sqlite"
    name = str(path) if is_file else f"{ours.settings_dict['NAME']}_{path.name}"
    if not is_file:
        run(f'create database "{name}"')
    theirs = type(ours)({**ours.settings_dict, "NAME": name})
    connections[DEFAULT_DB_ALIAS] = theirs
    try:
        yield theirs
    finally:
        theirs.close()
        connections[DEFAULT_DB_ALIAS] = ours
        ContentType.objects.clear_cache()
        if not is_file:
            run(f'drop database "{name}"')


def test_a_new_database_has_what_all_migrations_leave(empty: BaseDatabaseWrapper, tmp_path: Path) -> None:
    bring_up()
    at_once = schema(), applied(), filled()
    with another(tmp_path / "step_by_step"):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        assert (schema(), applied(), filled()) == at_once
    assert filled() == {"auth_permission", "django_content_type", "django_migrations"}


def test_the_database_of_the_tests_is_like_any_other(tmp_path: Path) -> None:
    ours = schema(), applied()
    with another(tmp_path / "new"):
        bring_up()
        theirs = schema(), applied()
    for things, _ in (ours, theirs):
        things.pop(OF_THE_TESTS, None)
    assert ours == theirs


def test_a_start_that_broke_off_is_taken_up_again(empty: BaseDatabaseWrapper) -> None:
    class BreaksOff(Exception):
        pass

    def breaks_off(execute: Any, sql: str, *rest: Any) -> Any:
        if "touch_followup" in sql and sql.startswith("CREATE TABLE"):
            raise BreaksOff
        return execute(sql, *rest)

    with empty.execute_wrapper(breaks_off), pytest.raises(BreaksOff):
        bring_up()
    assert set(empty.introspection.table_names()) == {"django_migrations", "core_cache"}
    bring_up()
    assert "touch_followup" in empty.introspection.table_names()


def schema() -> Schema:
    """Return what there is, each thing with its name; in which order a table has its columns is left out."""
    if connection.vendor == "postgresql":
        return {" ".join(map(str, row[:3])): row[3:] for row in run(IN_POSTGRESQL)}
    things = run("select type, name, sql from sqlite_master where name not like 'sqlite_%'")
    return {
        f"{kind} {name}": sorted(re.findall(r"[^\s,()]+", sql)) if kind == "table" else sql
        for kind, name, sql in things
    }


def applied() -> list[tuple[str, str]]:
    return sorted(run("select app, name from django_migrations"))


def filled() -> set[str]:
    """Return the tables that hold anything."""
    tables = connection.introspection.table_names()
    return {table for table in tables if run(f'select count(*) from "{table}"') != [(0,)]}


def run(question: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall()) if cursor.description else []
