"""German is complete: whoever adds a text adds its translation."""

from __future__ import annotations

from tools.messages import untranslated


def test_every_text_is_translated_into_german() -> None:
    assert untranslated("de") == []
