"""A card as a form: rows come and go without script, what is wrong is said, a photo loses what it tells."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from tests.factories.book import add_card
from tests.people import signed_in

NEW = reverse("pages:person-new")


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def form(*lines: tuple[str, str], initial: int = 0, **fields: str) -> dict[str, str]:
    sent = {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": str(initial), **fields}
    for n, (kind, value) in enumerate(lines):
        sent |= {f"lines-{n}-kind": kind, f"lines-{n}-value": value, f"lines-{n}-label": ""}
    return sent


def test_a_person_is_written_down(me: Client, ada: Member) -> None:
    page = me.post(
        NEW, form(("email", "zoe@quill.example"), ("phone", ""), given="Zoë", family="Quillfeather")
    )
    contact = Contact.objects.get(owner=ada)
    assert page["Location"] == reverse("pages:person", args=[contact.public_id])
    assert contact.values.get().value == "zoe@quill.example"


def test_a_name_that_was_searched_for_is_there_already(me: Client) -> None:
    assert b'value="Zo"' in me.get(NEW, {"name": "Zo"}).content


def test_one_more_line_needs_no_script_and_saves_nothing(me: Client) -> None:
    page = me.post(NEW, form(("email", "zoe@quill"), ("phone", "030"), given="Zoë", more="email"))
    body = page.content.decode()
    assert page.status_code == 200
    assert 'name="lines-2-value"' in body
    assert "zoe@quill" in body
    assert 'value="Zoë"' in body
    assert not Contact.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "99999999", "9" * 5000, "٣", "²"])
def test_a_forged_number_of_lines_does_no_harm(me: Client, total: str) -> None:
    sent = form(("email", "a@b.example"), given="Zoë") | {"lines-TOTAL_FORMS": total}
    assert me.post(NEW, sent | {"more": "email"}).status_code == 200
    assert me.post(NEW, sent).status_code in {302, 422}


@pytest.mark.parametrize(
    ("line", "words"),
    [(("email", "zoe"), "not an e-mail address"), (("url", "javascript:x"), "not a web address")],
)
def test_what_is_wrong_is_said_at_its_line(me: Client, line: tuple[str, str], words: str) -> None:
    page = me.post(NEW, form(line, given="Zoë"))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Contact.objects.exists()


def test_a_card_about_nobody_is_refused(me: Client) -> None:
    page = me.post(NEW, form(("email", "")))
    assert page.status_code == 422
    assert "so that you know who this is" in page.content.decode()


def test_a_strange_line_of_a_file_stays_when_something_else_is_edited(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather", ("email", "zoe at quill"), ("url", "javascript:x"))
    edit = reverse("pages:person-edit", args=[zoe.public_id])
    lines = [("email", "zoe at quill"), ("url", "javascript:x")]
    assert me.post(edit, form(*lines, initial=2, given="Zoë", family="Quill")).status_code == 302
    assert sorted(zoe.values.values_list("value", flat=True)) == ["javascript:x", "zoe at quill"]


def test_a_ticked_line_goes(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather", ("email", "a@b.example"), ("phone", "030 12345"))
    edit = reverse("pages:person-edit", args=[zoe.public_id])
    me.post(
        edit,
        form(("email", "a@b.example"), ("phone", "030 12345"), initial=2, given="Zoë")
        | {"lines-0-DELETE": "on"},
    )
    assert zoe.values.get().kind == "phone"


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Canary-GPS"
    Image.new("RGB", (900, 600), "teal").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


def test_a_photo_is_drawn_anew_and_shown_to_its_owner_alone(me: Client, ada: Member, cleo: Member) -> None:
    me.post(NEW, form(given="Zoë") | {"photo": picture()})
    zoe = Contact.objects.get(owner=ada)
    address = reverse("pages:person-photo", args=[zoe.public_id])
    shown = me.get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert "no-store" in shown["Cache-Control"]
    assert b"Canary" not in shown.content
    assert max(Image.open(io.BytesIO(shown.content)).size) <= 512
    assert signed_in(cleo).get(address).status_code == 404
    me.post(reverse("pages:person-edit", args=[zoe.public_id]), form(given="Zoë", no_photo="on"))
    assert me.get(address).status_code == 404


def test_a_file_that_is_no_picture_is_said_and_the_card_kept(me: Client, ada: Member) -> None:
    page = me.post(
        NEW, form(given="Zoë") | {"photo": SimpleUploadedFile("x.jpg", b"no picture")}, follow=True
    )
    assert "the photo is not" in page.content.decode()
    assert Contact.objects.get(owner=ada).photo.name == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12.4.1970", "1970-04-12"),
        ("12 April 1970", "1970-04-12"),
        ("Apr 12", "--04-12"),
        ("--04-12", "--04-12"),
    ],
)
def test_a_day_is_read_as_an_import_reads_it(me: Client, typed: str, kept: str) -> None:
    assert me.post(NEW, form(("date", typed), given="Zoë")).status_code == 302
    assert Contact.objects.get().values.get().value == kept


def test_what_is_no_day_is_said_and_kept_in_the_form(me: Client) -> None:
    page = me.post(NEW, form(("date", "when it rains"), given="Zoë"))
    assert page.status_code == 422
    assert "This is not a day." in page.content.decode()
    assert "when it rains" in page.content.decode()


def test_a_line_taken_off_comes_back(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather", ("email", "zoe@quill.example"))
    edit = reverse("pages:person-edit", args=[zoe.public_id])
    sent = form(("email", "zoe@quill.example"), initial=1, full_name="Zoë Q")
    page = me.post(edit, sent | {"lines-0-DELETE": "on"}, follow=True).content.decode()
    assert not zoe.values.exists()
    me.post(undo_in(page))
    zoe.refresh_from_db()
    assert zoe.full_name == "Zoë Quillfeather"
    assert zoe.values.get().value == "zoe@quill.example"


def test_what_changed_nothing_offers_no_undo(me: Client) -> None:
    sent = form(("email", "zoe@quill.example"), given="Zoë", full_name="Zoë")
    me.post(NEW, sent)
    edit = reverse("pages:person-edit", args=[Contact.objects.get().public_id])
    page = me.post(edit, sent | {"lines-INITIAL_FORMS": "1"}, follow=True).content.decode()
    assert "Saved." in page
    assert "/book/undo/" not in page


def undo_in(page: str) -> str:
    found = re.search(r'action="(/book/undo/[^"]+)"', page)
    assert found
    return found[1]
