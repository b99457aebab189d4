"""What is said of messages in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.notifications.registry import Act, Line

_MOST = 1000  # characters of a message in a mail; the page has it whole


def lines_of_messages(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who wrote to the reader, with the newest words not read yet. Three queries."""
    seats = Seat.objects.filter(member=reader, left_at=None, muted_at=None)
    threads = Thread.objects.in_inbox_of(reader).filter(public_id__in=subjects, pk__in=seats.values("thread"))
    read = Subquery(seats.filter(thread=OuterRef("thread")).values("read")[:1])
    theirs = Message.objects.with_words_for(reader).exclude(author=reader).filter(thread__in=threads)
    counted = (
        theirs.order_by()
        .values("thread")
        .annotate(last=Max("pk"), fresh=Count("pk", filter=Q(pk__gt=read)))
        .values_list("thread", "last", "fresh")
    )
    newest = {thread: (last, fresh) for thread, last, fresh in counted}
    texts = Message.objects.filter(pk__in=[last for last, _fresh in newest.values()])
    messages = {message.thread_id: message for message in texts.select_related("author")}
    found = {}
    for thread in threads:
        if message := messages.get(thread.pk):
            found[thread.public_id] = _line(thread, message, newest[thread.pk][1])
        elif not thread.source:
            if thread.asker_id == reader.pk and thread.state == "open":
                found[thread.public_id] = Line(
                    _("Your message was accepted. You can write to each other now."),
                    thread.get_absolute_url(),
                )
        else:
            found[thread.public_id] = Line(
                _("A conversation begins for you."), thread.get_absolute_url(), (), thread.title
            )
    return found


def _line(thread: Thread, message: Message, fresh: int) -> Line:
    assert message.author is not None  # kept by the filter
    who = {"name": isolated(message.author.name), "count": fresh}
    if fresh > 1:
        text = ngettext(
            "%(name)s wrote to you: %(count)d new message.",
            "%(name)s wrote to you: %(count)d new messages.",
            fresh,
        )
    else:
        text = _("%(name)s wrote to you.")
    words = Truncator(message.text).chars(_MOST) if fresh else ""
    return Line(text % who, thread.get_absolute_url(), (), words)


def lines_of_requests(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who would like to write to the reader and waits. Two queries."""
    threads = Thread.objects.waiting_for(reader).filter(public_id__in=subjects).select_related("asker")
    first = {
        message.thread_id: message.text
        for message in Message.objects.with_words_for(reader).filter(thread__in=threads).order_by("pk")
    }
    return {
        thread.public_id: Line(
            _("%(name)s would like to write to you.") % {"name": isolated(thread.asker.name)},
            thread.get_absolute_url(),
            (Act("messages.accept", thread.public_id), Act("messages.decline", thread.public_id)),
            Truncator(first.get(thread.pk, "")).chars(_MOST),
        )
        for thread in threads
        if thread.asker is not None
    }
