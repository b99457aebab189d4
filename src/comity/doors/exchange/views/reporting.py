from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from comity.doors.exchange.http import send_file
from comity.doors.exchange.models import Import
from comity.doors.exchange.queries.imports import import_for
from comity.doors.exchange.queries.rows import report_line, report_of
from comity.formats.formulas import neutralise
from comity.people.members.http.requests import MemberRequest, member_required

_COLUMNS = ("file", "row", "outcome", "what", "why")
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@member_required
@require_GET
def report(request: MemberRequest, public_id: str, form: str) -> HttpResponse:
    upload = import_for(request.user, public_id)
    lines = _table(upload) if form == "csv" else map(report_line, report_of(upload))
    pieces = (line.encode() for line in lines)
    # Typed as HttpResponse, since that is what every view of ours returns; it streams.
    response: HttpResponse = send_file(pieces, name=f"import-report.{form}", content_type=_TYPES[form])
    return response


def _table(upload: Import) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for row in report_of(upload):
        writer.writerow([neutralise(str(row[name])) for name in _COLUMNS])
        yield text.getvalue()
        text.seek(0)
        text.truncate()
