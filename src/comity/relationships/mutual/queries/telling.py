"""What is said of mutual ties in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.mutual.enums import Answer
from comity.relationships.mutual.models import FavourAsk, MutualTie
from comity.relationships.mutual.queries.favours import asks_among
from comity.relationships.mutual.queries.requests import still_waiting
from comity.relationships.ties.enums import FavourState, Helped
from comity.relationships.ties.models import Favour


def lines_of_requests(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who asks; one query."""
    waiting = still_waiting(reader, subjects, timezone.now())
    return {
        public_id: Line(
            _("%(name)s would like a mutual tie with you.") % {"name": isolated(row.asker.name)},
            reverse("mutual:requests"),
            (Act("mutual.accept", public_id), Act("mutual.decline", public_id)),
            row.note_for(reader),
        )
        for public_id, row in waiting.items()
    }


def lines_of_ties(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say with whom the reader has a mutual tie now; one query."""
    ties = MutualTie.objects.visible_to(reader).live().filter(public_id__in=subjects)
    found = {tie.public_id: tie.of(reader) for tie in ties.select_related("one", "other")}
    return {
        public_id: Line(
            _("You and %(name)s have a mutual tie now.") % {"name": isolated(other.name)},
            reverse("mutual:tie", args=[other.public_id]),
        )
        for public_id, other in found.items()
        if other.is_active
    }


def lines_of_favours(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who asks a favour of the reader and waits; one query."""
    now = timezone.now()
    rows = FavourAsk.objects.waiting_for(reader, now).filter(public_id__in=subjects)
    return {
        ask.public_id: Line(
            _("%(name)s asks a favour of you.") % {"name": isolated(ask.asker.name)},
            reverse("mutual:favour", args=[ask.public_id]),
            (Act("mutual.favour_yes", ask.public_id), Act("mutual.favour_no", ask.public_id)),
            ask.what_for(reader),
        )
        for ask in rows.select_related("asker")
    }


def lines_of_answers(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what was answered to a favour the reader asked; two queries."""
    found, urls = {}, _where_they_stand(reader, subjects)
    for ask in asks_among(reader, subjects):
        if ask.asker_id == reader.pk and (text := _answered(ask)):
            found[ask.public_id] = Line(text, _url(urls, ask), (), ask.word_for(reader) or ask.what)
    return found


def _answered(ask: FavourAsk) -> str:
    said = {"name": isolated(ask.asked.name)}
    if ask.state == Answer.YES:
        return _("%(name)s says yes to your favour.") % said
    if ask.state == Answer.REFUSED:
        return _("%(name)s cannot help this time.") % said
    if ask.until:  # also where a silent no came after it
        day = {"day": date_format(ask.until, "DATE_FORMAT")}
        return _("%(name)s can help later, from %(day)s.") % {**said, **day}
    return ""


def lines_of_done(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say that the other called a favour done; who was helped can thank at once, if they have not. Three queries."""
    urls = _where_they_stand(reader, subjects)
    unthanked = Favour.objects.visible_to(reader).filter(shared_key__in=subjects, state=FavourState.DONE)
    may_thank = set(unthanked.filter(helped=Helped.ME).values_list("shared_key", flat=True))
    return {
        ask.public_id: Line(
            _("%(name)s says that a favour is done.") % {"name": isolated(_other(ask, reader).name)},
            _url(urls, ask),
            (Act("mutual.favour_thank", ask.public_id),) if ask.public_id in may_thank else (),
            ask.what_for(reader),
        )
        for ask in asks_among(reader, subjects)
    }


def lines_of_thanks(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who thanks the reader; two queries."""
    urls = _where_they_stand(reader, subjects)
    return {
        ask.public_id: Line(
            _("%(name)s thanks you for your help.") % {"name": isolated(ask.asker.name)},
            _url(urls, ask),
            (),
            ask.what_for(reader),
        )
        for ask in asks_among(reader, subjects)
        if ask.asked_id == reader.pk
    }


def _where_they_stand(reader: Member, subjects: Sequence[str]) -> dict[str, str]:
    """Return by ask where the reader's own memory of the favour stands: on the page of the person. One query."""
    rows = Favour.objects.visible_to(reader).filter(shared_key__in=subjects)
    return {
        key: f"{reverse('pages:person', args=[contact])}#favours"
        for key, contact in rows.values_list("shared_key", "contact__public_id")
    }


def _url(urls: dict[str, str], ask: FavourAsk) -> str:
    return urls.get(ask.public_id, reverse("mutual:requests"))


def _other(ask: FavourAsk, reader: Member) -> Member:
    other: Member = ask.asked if reader.pk == ask.asker_id else ask.asker
    return other
