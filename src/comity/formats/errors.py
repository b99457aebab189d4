"""What a reader raises when a whole file cannot be read; a single bad row is a `Row.problem` instead."""

from __future__ import annotations

from collections.abc import Mapping


class FormatError(Exception):
    """A file that cannot be read: a plain English message, and a stable code with parameters to translate it."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        params: Mapping[str, object] | None = None,
        file: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.params = dict(params or {})
        self.file = file
        self.line = line

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.file, f"line {self.line}" if self.line is not None else None) if part
        )
        return f"{where}: {self.message}" if where else self.message
