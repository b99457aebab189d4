"""Pin every dependency, direct or not, in pyproject.toml: names and versions only, no addresses.

python -m tools.pins          # resolve anew and write [tool.uv] constraint-dependencies
python -m tools.pins --check  # say whether the pins still satisfy the dependencies
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
BLOCK = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)


def resolve(text: str) -> list[str]:
    """Return ``name==version ; marker`` for all that ``text`` (a pyproject) needs on any platform."""
    command = [
        str(Path(sys.executable).parent / "uv"),
        "pip",
        "compile",
        "-",
        "--group",
        f"{PROJECT}:dev",
        "--universal",
    ]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet", "--python-version", "3.11"]
    needed = subprocess.run(
        [*command, "--no-sources"], input=_requirements(text), capture_output=True, text=True, check=True
    )
    return [line for line in needed.stdout.splitlines() if line and not line.startswith("#")]


def _requirements(text: str) -> str:
    import tomllib

    return "\n".join(tomllib.loads(text)["project"]["dependencies"])


def main(arguments: list[str]) -> int:
    text = PROJECT.read_text()
    unpinned = BLOCK.sub("", text)
    pins = resolve(text if "--check" in arguments else unpinned)
    block = "constraint-dependencies = [\n" + "".join(f'  "{_quoted(pin)}",\n' for pin in pins) + "]\n"
    if "--check" in arguments:
        return int(block not in text)
    PROJECT.write_text(
        unpinned.replace('python-downloads = "never"\n', f'python-downloads = "never"\n{block}')
    )
    return 0


def _quoted(pin: str) -> str:
    return pin.replace('"', "'")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
