"""The tables: of a new database made at once as they are today, of an older one changed migration by migration."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def bring_up() -> None:
    """Bring the tables to this version; does nothing where they are."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    call_command("createcachetable", verbosity=0)
    if not executor.loader.applied_migrations:
        _make_at_once(executor)
    call_command("migrate", verbosity=0, interactive=False)


def _make_at_once(executor: MigrationExecutor) -> None:
    """Make every table as all migrations leave it and note each as applied; all of it or nothing.

    One migration after the other ends with the same tables, which a test holds, and takes twenty times as long.
    """
    executor.recorder.ensure_schema()
    with connection.schema_editor() as editor:
        for model in executor.loader.project_state().apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app, name in executor.loader.disk_migrations:
            executor.recorder.record_applied(app, name)
