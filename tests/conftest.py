"""What every test stands on: settings that need no environment, and three people."""

from __future__ import annotations

import os
import tempfile

from cryptography.fernet import Fernet

_DATA = tempfile.mkdtemp(prefix="comity-tests-")
os.environ.update(
    COMITY_DATA_DIR=_DATA,
    COMITY_SECRET="tests only",
    COMITY_DATA_KEYS=Fernet.generate_key().decode(),
    COMITY_REGISTRATION="open",
    DJANGO_SETTINGS_MODULE="comity.config.settings",
)
pytest_plugins = ["tests.people"]
