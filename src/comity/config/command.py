"""The `comity` command."""

from __future__ import annotations

import os


def main() -> None:
    """Run the `comity` program; sets the settings module before anything of Django is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    import sys

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
