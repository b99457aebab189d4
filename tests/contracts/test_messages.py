"""No text is left behind: every one is in every catalogue, and translated."""

import pytest

from tools.messages import LANGUAGES, untranslated


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert untranslated(language) == []
