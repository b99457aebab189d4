from django.conf import settings
from django.urls import include, path

from comity.config.demo.personas import register_personas
from comity.config.doctor import register_checks

register_checks()
if settings.IS_DEMO:
    register_personas()

urlpatterns = [
    path("", include("comity.people.members.urls")),
    path("accounts/", include("allauth.urls")),
    path("book/", include("comity.people.contacts.urls")),
    path("ties/", include("comity.relationships.ties.urls")),
    path("", include("comity.relationships.mutual.urls")),
    path("", include("comity.relationships.touch.urls")),
    path("", include("comity.relationships.insiders.urls")),
    path("", include("comity.relationships.sources.urls")),
    path("", include("comity.people.notifications.urls")),
    path("", include("comity.people.load.urls")),
    path("", include("comity.people.moderation.urls")),
    path("", include("comity.doors.exchange.urls")),
    path("", include("comity.foundation.quotas.urls")),
    path("ops/work/", include("comity.foundation.work.urls")),
    path("", include("comity.foundation.core.urls")),
    path("", include("comity.doors.pages.urls")),
]

handler400 = "comity.foundation.core.views.bad_request"
handler403 = "comity.foundation.core.views.not_allowed"
handler404 = "comity.foundation.core.views.not_found"
handler500 = "comity.foundation.core.views.broken"
handler429 = "comity.people.members.views.entrance.too_many_requests"  # asked for by allauth
