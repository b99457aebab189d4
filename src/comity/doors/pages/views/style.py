from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.doors.pages.forms import StyleForm
from comity.foundation.core.http import page
from comity.foundation.core.registry import style_samples
from comity.relationships.ties.queries.drawing import NARROW, SMALL, WIDE, drawn
from comity.relationships.ties.queries.network import Standing
from comity.relationships.ties.queries.rings import Neighbour, Network, Shown
from comity.relationships.ties.rules.network import RINGS

_NAMES = (
    "Miriam Okafor", "Jun Park", "Zoë Quillfeather", "Ana van Dyck", "Ben Sørensen", "Cleo Martín", "Idris Bello",
    "Ludmila Šťastná", "Noor Haddad", "Pádraig Ó Briain", "Rosa Lindqvist", "Tomás Ferreira", "Uma Raghavan", "Wim de Vries",
)  # fmt: skip


def _network() -> Network:
    """Return made-up people in every ring, group and shade."""
    people = tuple(
        Neighbour("", name, RINGS[number % len(RINGS)], number % 5 == 4, None, number % 4, "")
        for number, name in enumerate(_NAMES)
    )
    return Network(Standing(len(people), len(people), frozenset()), Shown.NETWORK, people, ())


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    history = [
        {
            "icon": "coffee",
            "title": _("Coffee, in person"),
            "when": _("3 March"),
            "datetime": "2026-03-03",
            "text": _("Pension switch. She promised the slides of her talk."),
        },
        {"icon": "mail", "title": _("She wrote to you"), "when": _("January"), "datetime": "2026-01"},
        {"icon": "calendar-days", "title": _("You met in Lisbon"), "when": "2025", "datetime": "2025"},
    ]
    network = _network()
    context = {
        "samples": [(sample, sample.context(request)) for sample in style_samples.values()],
        "form": StyleForm(),
        "wrong_form": StyleForm({}, prefix="wrong"),
        "history": history,
        "result_page": Paginator(range(95), 40).get_page(request.GET.get("page")),
        "hues": range(0, 360, 30),
        "drawings": [("wide", drawn(network, WIDE)), ("narrow", drawn(network, NARROW))],
        "small_drawing": drawn(network, SMALL),
    }
    return page(request, "pages/style.html", context)
