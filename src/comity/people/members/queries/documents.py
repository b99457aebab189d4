"""What a viewer sees of a member, in the words of other programs: vCard, JSON Resume, schema.org."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.formats import jsonld
from comity.formats import resume as r
from comity.formats.card import Card, Value, ValueKind
from comity.people.members.enums import DetailKind, ProfilePart
from comity.people.members.models import Position
from comity.people.members.queries.profile import ProfileView
from comity.people.members.rules.partial_dates import PartialDate

_KINDS: dict[str, ValueKind] = {
    DetailKind.EMAIL: "email",
    DetailKind.PHONE: "phone",
    DetailKind.LINK: "url",
    DetailKind.IM: "im",
}


def card_of(view: ProfileView, *, url: str, photo: bytes | None) -> Card:
    """Return a card with what the viewer sees; ``url`` is the member's page."""
    current = view.current
    values = [Value(_KINDS[detail.kind], detail.value, detail.label) for detail in view.details]
    return Card(
        given=view.owner.name,  # which word is the family's, nobody can tell
        full=view.owner.name,
        phonetic=view.texts.get(ProfilePart.PRONUNCIATION, ""),
        organization=current.organization if current else "",
        title=(current.title if current else "") or view.texts.get(ProfilePart.HEADLINE, ""),
        note=view.texts.get(ProfilePart.ABOUT, ""),
        values=(*values, Value("url", url, "Comity")),
        uid=url,
        photo=photo,
    )


def resume_of(view: ProfileView) -> r.Resume:
    """Return what the viewer sees as a resume."""
    links = view.details_of(DetailKind.LINK)
    labels = {detail.value: detail.label for detail in view.details}
    return r.Resume(
        name=view.owner.name,
        label=view.texts.get(ProfilePart.HEADLINE, ""),
        email=_first(view.details_of(DetailKind.EMAIL)),
        phone=_first(view.details_of(DetailKind.PHONE)),
        url=_first(links),
        summary=view.texts.get(ProfilePart.ABOUT, ""),
        location=r.Location(city=view.texts.get(ProfilePart.PLACE, "")),
        profiles=tuple(r.NetworkProfile(network=labels[link], url=link) for link in links[1:]),
        work=tuple(_work(position) for position in view.positions),
        education=tuple(
            r.Study(
                institution=study.school,
                study_type=study.degree,
                area=study.field,
                started=_iso(study.started_on, study.precision),
                ended=_iso(study.ended_on, study.precision),
            )
            for study in view.education
        ),
        skills=tuple(r.Skill(name=word.text, level=word.level) for word in view.skills),
        languages=tuple(r.Language(word.text, word.level) for word in view.languages),
    )


def jsonld_of(view: ProfileView, *, url: str, image: str) -> dict[str, Any]:
    """Return what the viewer sees as a schema.org Person; called for the public's view alone."""
    current = view.current
    return jsonld.person(
        name=view.owner.name,
        url=url,
        image=image,
        headline=view.texts.get(ProfilePart.HEADLINE, ""),
        description=view.texts.get(ProfilePart.ABOUT, ""),
        job_title=current.title if current else "",
        organization=current.organization if current else "",
        locality=view.texts.get(ProfilePart.PLACE, ""),
        knows_about=[word.text for word in (*view.skills, *view.industries)],
        languages=[word.text for word in view.languages],
        same_as=view.details_of(DetailKind.LINK),
    )


def _work(position: Position) -> r.Work:
    return r.Work(
        organization=position.organization,
        position=position.title,
        location=position.place,
        summary=position.description,
        started=_iso(position.started_on, position.started_precision),
        ended=_iso(position.ended_on, position.ended_precision),
    )


def _iso(on: date | None, precision: str) -> str:
    return str(PartialDate(on, precision)) if on else ""


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""
