"""The house as a whole: it checks, and its migrations are complete."""

import pytest
from django.core.management import call_command


def test_django_finds_nothing_to_complain_about() -> None:
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_no_model_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True)
