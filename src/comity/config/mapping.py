"""What `--map "column=field"` says of a CSV: the page's form, filled in on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from comity.config.keeping import kind_of

if TYPE_CHECKING:
    from comity.formats.any_csv import Preview


@dataclass(frozen=True, slots=True)
class Chosen:
    """Columns with their fields; an empty field leaves a column out."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, pairs: Sequence[str], file: Path) -> Chosen:
        """Read ``column=field``; a field goes by its name or by the page's word for it."""
        from comity.doors.exchange.forms import FIELD_WORDS
        from comity.formats.sniff import CSV

        if pairs and kind_of(file) != CSV:
            raise click.UsageError(
                f"--map is for a CSV whose columns are not known; those of {file.name} are."
            )
        names = {str(word).casefold(): name for name, word in FIELD_WORDS.items()}
        names |= {name.casefold(): name for name in FIELD_WORDS}
        fields: dict[str, str] = {}
        for pair in pairs:
            column, equals, field = pair.rpartition("=")
            if not equals or field.strip().casefold() not in names:
                known = ", ".join(f"{name} ({word})" for name, word in FIELD_WORDS.items() if name)
                raise click.UsageError(
                    f"{pair!r} is not column=field. The fields are {known}; nothing leaves it out."
                )
            fields[column.strip()] = names[field.strip().casefold()]
        return cls(fields)

    def columns(self, preview: Preview) -> Mapping[str, str]:
        """Return the guess with what was chosen in its place, held to what the page's form asks."""
        from comity.doors.exchange.actions.whole import UnclearColumns, unclear
        from comity.doors.exchange.forms import MappingForm

        if unknown := sorted(set(self.fields) - set(preview.columns)):
            raise UnclearColumns(
                f"There is no column {unknown[0]!r} in this file; it has {', '.join(preview.columns)}."
            )
        meant = {**preview.mapping, **self.fields}
        form = MappingForm(
            preview, {f"column-{n}": meant.get(column, "") for n, column in enumerate(preview.columns)}
        )
        if form.is_valid():
            return form.mapping
        if not self.fields:
            raise unclear(preview)
        raise UnclearColumns(" ".join(map(str, form.non_field_errors())))
