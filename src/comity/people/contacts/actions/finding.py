"""Keeping a book findable: one search scope a member, so that no book moves an answer in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from django.db.models import QuerySet

from comity.foundation.search.actions import Document, drop, drop_scope, mark_current, put, put_again
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.contacts.registry import found_by
from comity.people.members.models import Member

_AT_ONCE = 10_000
_AGAIN_AT_ONCE = 2_000  # others who write in this book wait for as long
_NAMES = ("full_name", "given", "middle", "family", "nickname", "phonetic")
_WORK = ("organization", "title", "department")
_NAME, _WORKS_AT, _REACHED_BY, _LIVES = 10, 4, 5, 2
_WEIGHTS = {
    ValueKind.EMAIL: _REACHED_BY,
    ValueKind.PHONE: _REACHED_BY,
    ValueKind.IM: _REACHED_BY,
    ValueKind.ADDRESS: _LIVES,
}


def reindex(owner: Member, contact_ids: Iterable[int]) -> None:
    """Make these cards of ``owner`` findable as they are now; a few queries for each 10,000."""
    ids = iter(contact_ids)
    while batch := list(islice(ids, _AT_ONCE)):
        put(scope_of(owner), KIND, _documents(owner, batch))


def reindex_book(owner: Member, on_progress: Callable[[int], None] = lambda count: None) -> None:
    """Put a whole book into the index again, as after an upgrade; if it stops halfway, the next time begins anew.

    The book is searched and written meanwhile: each part is read and written in one transaction.
    """
    ids = list(_in_the_book(owner).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AGAIN_AT_ONCE):
        part = ids[start : start + _AGAIN_AT_ONCE]
        put_again(scope_of(owner), KIND, partial(_documents, owner, part))
        on_progress(len(part))
    mark_current(scope_of(owner))


def forget(owner: Member, contact_ids: Iterable[int]) -> None:
    """Make cards unfindable that are no longer in the book."""
    drop(scope_of(owner), KIND, contact_ids)


def forget_book(owner: Member) -> None:
    drop_scope(scope_of(owner))


def _documents(owner: Member, ids: Sequence[int]) -> Iterator[Document]:
    texts: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    lines = ContactValue.objects.filter(contact__in=ids, contact__owner=owner, kind__in=_WEIGHTS)
    for contact, kind, value in lines.values_list("contact_id", "kind", "value"):
        texts[contact].append((value, _WEIGHTS[ValueKind(kind)]))
    for words in found_by.values():
        for contact, more in words(ids).items():
            texts[contact].extend(more)
    for pk, *fields in _in_the_book(owner).filter(pk__in=ids).values_list("pk", *_NAMES, *_WORK):
        names, work = fields[: len(_NAMES)], fields[len(_NAMES) :]
        texts[pk] += [(text, _NAME) for text in names if text] + [(text, _WORKS_AT) for text in work if text]
        yield Document(pk, texts[pk])


def _in_the_book(owner: Member) -> QuerySet[Contact]:
    return Contact.objects.filter(owner=owner, deleted_at=None, merged_into=None)
