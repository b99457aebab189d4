from django.urls import path

from comity.relationships.mutual.views import requests, ties

app_name = "mutual"
urlpatterns = [
    path("ties/requests/", requests.requests, name="requests"),
    path("ties/requests/<str:public_id>/<str:verb>/", requests.answer, name="answer"),
    path("ties/with/<str:member>/", ties.tie, name="tie"),
    path("ties/with/<str:member>/lend/", ties.lend, name="lend"),
    path("ties/with/<str:member>/end/", ties.end, name="end"),
    path("m/<str:member>/tie/", requests.ask, name="ask"),
]
