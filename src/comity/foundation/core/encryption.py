"""Text that a stolen database does not show: encrypted with a key that lies outside it."""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class KeyMissing(Exception):
    """The stored text was written with a key this instance does not hold."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """Return ``text`` encrypted with the first of ``settings.DATA_KEYS``."""
    return _box(tuple(settings.DATA_KEYS)).encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Return the text behind ``token``; raise ``KeyMissing`` if no key of ours opens it."""
    try:
        return _box(tuple(settings.DATA_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise KeyMissing("notes were written with another data key; put the old key back") from error


class SealedTextField(models.TextField[str, str]):
    """A text column that holds ciphertext; it can be neither searched nor sorted. Empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return unseal(value) if value else value
