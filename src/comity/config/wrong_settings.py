"""A setting that cannot be meant is named with what is allowed, without what was written: that may hold a password."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from pydantic import ValidationError

from comity.config.environment import Environment


@contextmanager
def wrong_settings_told() -> Iterator[None]:
    """Turn settings that are wrong into a sentence each, and end the program with 2."""
    try:
        yield
    except ValidationError as error:
        if error.title != Environment.__name__:
            raise
        for sentence in sentences_of(error):
            print(sentence, file=sys.stderr)
    except ImproperlyConfigured as error:
        print(f"The settings do not fit together: {error}", file=sys.stderr)
    else:
        return
    print("`comity doctor` looks again.", file=sys.stderr)
    raise SystemExit(2)


def sentences_of(error: ValidationError) -> Iterator[str]:
    """Yield for each wrong setting its name, what is wrong, and what it is for."""
    for one in error.errors(include_url=False, include_input=False):
        where = str(one["loc"][0])
        name = where if where.isupper() else f"COMITY_{where.upper()}"
        field = next(
            field for key, field in Environment.model_fields.items() if where in (key, field.validation_alias)
        )
        said = one["msg"].removeprefix("Value error, ")
        yield f"{name}: {said}. {field.description}"
