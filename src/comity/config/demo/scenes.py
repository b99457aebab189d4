"""What each persona finds on the first day, beyond a full book: what they come to Comity for."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.core.files.base import File
from django.utils import timezone

from comity.config.demo.archives import Connection, connections_csv, write_zip
from comity.config.demo.body import Somebody
from comity.config.demo.faces import draw_face
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.uploads import store_upload
from comity.doors.exchange.actions.whole import import_file
from comity.formats.icalendar_file.writer import Event, write
from comity.foundation.core.audience import NAMED, ONLY_ME, Audience
from comity.people.contacts.actions.looks import save_view
from comity.people.contacts.actions.photos import set_photo as set_card_photo
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.actions.entrance.invitations import invite_by_link, invite_by_mail
from comity.people.members.actions.entrance.letters import send_invitation
from comity.people.members.actions.lists import make_list, put_on_list
from comity.people.members.actions.profile.editing import save_detail, save_education, set_photo, show_to
from comity.people.members.enums import DetailKind, ProfilePart, Standing
from comity.people.members.models import Detail, Education, Member

FACES_IN_A_BOOK: Final = 12
APPLICANTS: Final = ("Mirela Kovač", "Tobias Ahrend", "Ngozi Bello")


def set_scene(key: str, owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """Prepare the first day of the persona ``key``, who has these people in their archive."""
    set_photo(by=owner, source=io.BytesIO(draw_face(owner.name)))
    _faces(owner)
    _school(owner, today)
    {"ada": _ada, "ben": _ben, "cleo": _cleo, "dao": _dao, "olga": _olga}[key](owner, known, chance, today)


def _ada(owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """A calendar that suggests meetings, a newer export that tells of new jobs, and views she kept."""
    with tempfile.TemporaryDirectory() as folder:
        calendar = Path(folder) / "calendar.ics"
        calendar.write_bytes(write(_meetings(owner, today)))
        import_file(calendar, owner)
        newer = Path(folder) / f"Basic_LinkedInDataExport_{today:%m-%d}_again.zip"
        moved = [_moved(one, known[number - 1], today) for number, one in enumerate(known[:5])]
        write_zip(newer, {"Connections.csv": connections_csv(moved)})
        import_file(newer, owner)
    save_view(by=owner, name="From Lisbon", query="tag=Lisbon+2025")
    save_view(by=owner, name="Old houses", query="tag=old+houses")


def _ben(owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """The list of a conference waits to be looked at, with somebody whose name he has twice."""
    namesake = known[0]
    rows = ["First Name,Last Name,E-mail 1 - Value,Organization Name,Labels"]
    rows.append(f"{namesake.given},{namesake.family},,{known[7].company},Aarhus 2026")
    rows += [f"{one.given},{one.family},{one.email},{one.company},Aarhus 2026" for one in known[1:9]]
    rows += [
        f"Guest,Number{number},guest{number}@example.org,Ohm Cooperative,Aarhus 2026" for number in "1234"
    ]
    text = "\n".join(rows) + "\n"
    upload = store_upload(by=owner, file=File(io.BytesIO(text.encode())), name="Aarhus conference.csv")
    read_import(upload.pk)


def _cleo(owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """She looks around quietly: what she looks for is for three people, her number for them alone."""
    close = make_list(by=owner, name="Who may know")
    for member in Member.objects.filter(name__in=[one.name for one in known if one.is_member])[:3]:
        put_on_list(by=owner, public_id=close.public_id, link=f"/m/{member.public_id}/")
    named = Audience(NAMED, close.pk)
    show_to(
        by=owner,
        shows={
            ProfilePart.LOOKS_FOR: named,
            ProfilePart.ASK_ME_ABOUT: named,
            ProfilePart.PLACE: Audience(ONLY_ME),
        },
    )
    phone = Detail(kind=DetailKind.PHONE, value="+34 600 555 019", label="mobile")
    phone.audience = named
    save_detail(by=owner, detail=phone)
    save_detail(
        by=owner, detail=Detail(kind=DetailKind.EMAIL, value="cleo.private@example.org", label="home")
    )


def _dao(owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """Nothing but her notes, which every book has; a link for those who ask where she works."""
    link = Detail(kind=DetailKind.LINK, value="https://copperline.example.org/dao", label="work")
    link.audience = Audience("members")
    save_detail(by=owner, detail=link)


def _olga(owner: Member, known: Sequence[Somebody], chance: random.Random, today: date) -> None:
    """Three people wait to be let in, a link goes round, and a letter waits since no mail leaves."""
    now = timezone.now()
    for number, name in enumerate(APPLICANTS):
        Member.objects.create_user(
            f"applicant{number + 1}@example.org",
            name=name,
            standing=Standing.WAITING,
            is_active=False,
            joined_at=now - timedelta(days=number, hours=3),
        )
    invite_by_link(by=owner, places=25, days=30, note="For everybody who came to the autumn meeting.", at=now)
    guest = invite_by_mail(
        by=owner, email="speaker@example.org", note="We would love to hear you in autumn.", at=now
    )
    send_invitation(guest.pk, at=now)


def _faces(owner: Member) -> None:
    """Give some cards a photo, as a phone would."""
    for contact in Contact.objects.visible_to(owner).order_by("pk")[:FACES_IN_A_BOOK]:
        source = io.BytesIO(draw_face(contact.full_name))
        set_card_photo(by=owner, contact=contact, source=source, at=timezone.now())


def _school(owner: Member, today: date) -> None:
    row = Education(
        school="Open University of the North", degree="Diploma", started_on=date(today.year - 16, 9, 1)
    )
    row.audience = Audience("members")
    save_education(by=owner, education=row)


def _meetings(owner: Member, today: date) -> list[Event]:
    """Return a week of the past with people whose address the book has."""
    addresses = ContactValue.objects.visible_to(owner).filter(kind="email").select_related("contact")
    found = list(addresses.order_by("pk")[:6])
    titles = (
        "Tender, second look",
        "Lunch",
        "Heat pumps in old houses",
        "Board, informal",
        "Permits",
        "Coffee",
    )
    me = (owner.name, owner.email)
    now = timezone.now()
    return [
        Event(
            uid=f"demo-{number}@example.org",
            starts_at=timezone.make_aware(datetime.combine(today - timedelta(days=2 + 3 * number), time(12))),
            ends_at=timezone.make_aware(datetime.combine(today - timedelta(days=2 + 3 * number), time(13))),
            summary=title,
            organizer=me,
            changed_at=now,
            attendees=(me, (address.contact.full_name, address.value)),
        )
        for number, (title, address) in enumerate(zip(titles, found, strict=False))
    ]


def _moved(one: Somebody, other: Somebody, today: date) -> Connection:
    """Return somebody as a newer export has them: where somebody else works."""
    return Connection(
        one.given, one.family, one.profile_url, "", other.company, other.title, today - timedelta(days=400)
    )
