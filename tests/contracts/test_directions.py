"""What the import contract cannot see also points down: foreign keys by name, includes, URLs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Field

from tests.contracts.house import INCLUDE, SOURCE, app_of, may_know

OURS = [apps.get_app_config(app.rsplit(".", 1)[1]) for app in settings.COMITY_APPS]
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))


def _home_of(template: str) -> str | None:
    """Return the app of ours a template name belongs to; None for one of a library's."""
    for path in TEMPLATES:
        if path.as_posix().endswith(f"/templates/{template}"):
            return app_of(path)
    return None


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} → {target.__name__}"
        for config in OURS
        for model in config.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.is_relation
        for target in [field.related_model]
        if target is not None
        and target.__module__.startswith("comity.")
        and target._meta.label != settings.AUTH_USER_MODEL
        and not may_know(apps.get_app_config(target._meta.app_label).name, config.name)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_template_includes_only_what_its_app_may_know(path: Path) -> None:
    for name in INCLUDE.findall(path.read_text()):
        home = _home_of(name)
        assert home is None or may_know(home, app_of(path)), f"includes {name} of {home}"


def test_an_apps_urls_name_only_its_own_views() -> None:
    for path in sorted(SOURCE.rglob("urls.py")):
        if path.parent.name == "config":
            continue
        views = set(re.findall(r"from (comity\.\S+?)(?:\.views\S*)? import", path.read_text()))
        assert views <= {app_of(path)}, f"{path} reaches into {views}"


def test_nothing_is_imported_by_a_string_that_the_contract_forbids() -> None:
    named = re.compile(r"""(?:import_string|import_module)\(""")
    found = [
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if named.search(path.read_text())
    ]
    assert found == []


def test_every_app_folder_is_a_package_and_installed() -> None:
    wings = ["foundation", "people", "relationships", "community", "outcomes", "doors"]
    folders = {
        f"comity.{wing}.{folder.name}"
        for wing in wings
        for folder in (SOURCE / wing).iterdir()
        if folder.is_dir() and folder.name != "__pycache__"
    }
    assert folders == set(settings.COMITY_APPS)
    assert all((SOURCE / Path(*app.split(".")[1:]) / "__init__.py").exists() for app in folders)


def test_the_order_is_read_as_it_is_meant() -> None:
    assert may_know("comity.people.members", "comity.people.contacts")
    assert not may_know("comity.people.contacts", "comity.people.members")
    assert may_know("comity.people.contacts", "comity.relationships.ties")
    assert not may_know("comity.doors.pages", "comity.foundation.core")
