from django.urls import path

from comity.people.moderation.views import operate, own, reporting

app_name = "moderation"
urlpatterns = [
    path("report/<str:kind>/<str:public_id>/", reporting.report_thing, name="report"),
    path("settings/reports/", own.reports, name="reports"),
    path("settings/reports/decisions/<str:public_id>/", own.decision, name="decision"),
    path("decision/<str:token>/", own.by_link, name="decision_by_link"),
    path("ops/reports/", operate.queue, name="queue"),
    path("ops/reports/<str:public_id>/", operate.case, name="case"),
]
