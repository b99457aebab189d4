"""Names for things that the outside may see: random, never counted up."""

import secrets

from django.db import models

PUBLIC_ID_LENGTH = 22


def new_public_id() -> str:
    """Return 128 random bits as 22 characters that are safe in a URL."""
    return secrets.token_urlsafe(16)


class PublicIdField(models.CharField[str, str]):
    """A random id that tells nothing about order or number."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.update(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
        super().__init__(**kwargs)  # type: ignore[arg-type]  # Django's options are untyped keywords

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "default", "unique", "editable"):
            kwargs.pop(key, None)
        return name, path, list(args), kwargs
