from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.program import MAKE_ADA, comity, own_environment


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    done = comity(folder, "init")
    assert done.returncode == 0, done.stderr
    assert "/accounts/owner/" in done.stdout
    subprocess.run([sys.executable, "-c", MAKE_ADA], cwd=folder, check=True, env=own_environment())
    return folder
