"""How a form is drawn: every field can be found, understood and mended, also by ear."""

from __future__ import annotations

import html5lib
import pytest
from django import forms

from comity.foundation.core.forms import WordsField


class Meeting(forms.Form):
    name = forms.CharField(label="Name", help_text="As on a badge.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Coffee"), ("b", "Call")], widget=forms.RadioSelect)
    remind = forms.BooleanField(label="Remind me", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Filters(forms.Form):
    tag = forms.CharField(required=False)
    note = forms.CharField(required=False)


class Short(forms.Form):
    email = forms.EmailField(label="E-mail")


def drawn(form: forms.Form) -> str:
    text = str(form)
    html5lib.HTMLParser(strict=True).parseFragment(text)
    return text


def test_a_fresh_form_shows_no_error() -> None:
    text = drawn(Meeting())
    assert 'role="alert"' not in text
    assert 'class="errors"' not in text


def test_every_input_has_its_label() -> None:
    text = drawn(Meeting())
    for name in ("name", "note", "remind"):
        assert f'<label for="id_{name}">' in text
    assert "<legend>Kind" in text


def test_help_and_error_are_tied_to_their_field() -> None:
    text = drawn(Meeting({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    for anchor in ("id_name_helptext", "id_name_error", "id_kind_error"):
        assert text.count(f'id="{anchor}"') == 1
    assert '<fieldset aria-describedby="id_kind_error"' in text


def test_what_is_wrong_is_listed_first_and_leads_to_its_field() -> None:
    text = drawn(Meeting({}))
    assert text.index('role="alert"') < text.index('<label for="id_name">')
    assert '<a href="#id_name">Name</a>' in text
    assert '<a href="#id_kind">Kind</a>' in text
    assert 'id="id_kind"' in text


def test_a_field_says_in_words_whether_it_is_needed_where_that_differs() -> None:
    text = drawn(Meeting())
    assert "Name <small>required</small>" in text
    assert "Note <small>optional</small>" in text
    assert "required</small>" not in drawn(Short())
    assert "optional</small>" not in drawn(Filters())


def test_a_choice_that_is_made_says_nothing() -> None:
    assert "Kind <small>required</small>" in drawn(Meeting())
    assert "Kind <small>" not in drawn(Meeting(initial={"kind": "a"}))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>'])
def test_what_somebody_typed_comes_back_as_text(text: str) -> None:
    assert text not in drawn(Meeting({"name": text}))


class Written(forms.Form):
    words = WordsField(max_length=10)


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e \x01", "\r\n\t"])
def test_signs_that_nobody_sees_are_no_words(unseen: str) -> None:
    assert not Written({"words": unseen}).is_valid()


def test_words_are_as_long_as_they_are_kept() -> None:
    assert not Written({"words": "\ufb2c" * 5}).is_valid()  # each of them is kept as three
    written = Written({"words": " a\r\nb\u200b "})
    assert written.is_valid()
    assert written.cleaned_data["words"] == "a\nb"
