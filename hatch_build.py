"""Compile the catalogues when the package is built or installed for development."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[misc,type-arg]  # hatchling is there at build time only
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for path in sorted(Path(self.root).glob("src/comity/locale/*/LC_MESSAGES/django.po")):
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
                mofile.write_mo(target, pofile.read_po(source, locale=path.parts[-3]))
