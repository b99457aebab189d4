"""What is said of cases in notices, as each reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.people.moderation.enums import State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.own import decision_of, report_in_words
from comity.people.moderation.queries.queue import label_of
from comity.people.moderation.rules import OPEN
from comity.people.notifications.registry import Line


def lines_of_waiting(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say to an operator what waits for a decision; one query."""
    cases = Case.objects.for_operator(reader).filter(public_id__in=subjects, state__in=OPEN)
    return {
        case.public_id: Line(
            _("An appeal waits: %(what)s.") % {"what": label_of(case)}
            if case.state == State.APPEALED
            else _("Something was reported: %(what)s.") % {"what": label_of(case)},
            reverse("moderation:case", args=[case.public_id]),
        )
        for case in cases
    }


def lines_of_reports(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say to who reported something that it was looked at; one query."""
    rows = Report.objects.visible_to(reader).filter(public_id__in=subjects).select_related("case")
    said = {row.public_id: report_in_words(row) for row in rows}
    url = reverse("moderation:reports")
    return {
        public_id: Line(_("What you reported: %(says)s") % {"says": one.says}, url, detail=one.sentence)
        for public_id, one in said.items()
        if not one.is_open
    }


def lines_of_decisions(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say to the author of a thing what was decided; one query."""
    return {
        case.public_id: Line(
            _("Somebody who runs this instance has decided: %(done)s") % {"done": decision_of(case).done},
            reverse("moderation:decision", args=[case.public_id]),
            detail=case.sentence,
        )
        for case in Case.objects.visible_to(reader).filter(public_id__in=subjects)
    }


def lines_of_second_decisions(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what became of an appeal; one query."""
    cases = Case.objects.visible_to(reader).filter(public_id__in=subjects).exclude(again="")
    return {
        case.public_id: Line(
            _("Your appeal was looked at: %(what)s.") % {"what": case.get_again_display()},
            reverse("moderation:decision", args=[case.public_id]),
            detail=case.again_sentence,
        )
        for case in cases
    }
