"""Write docs/export.schema.json anew from the models: ``python tools/export_schema.py``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import django

TARGET = Path(__file__).resolve().parents[1] / "docs" / "export.schema.json"

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    os.environ.setdefault("COMITY_SECRET", "for this run only")
    django.setup()
    from comity.doors.exchange.snapshot.schema import account_schema

    TARGET.write_text(json.dumps(account_schema(), indent=2, ensure_ascii=False) + "\n")
