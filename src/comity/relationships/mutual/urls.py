from django.urls import path

from comity.relationships.mutual.views import asking, favours, requests, ties

app_name = "mutual"
urlpatterns = [
    path("ties/requests/", requests.requests, name="requests"),
    path("ties/requests/<str:public_id>/<str:verb>/", requests.answer, name="answer"),
    path("ties/with/<str:member>/", ties.tie, name="tie"),
    path("ties/with/<str:member>/lend/", ties.lend, name="lend"),
    path("ties/with/<str:member>/end/", ties.end, name="end"),
    path("ties/favours/<str:public_id>/", asking.favour, name="favour"),
    path("ties/favours/<str:public_id>/again/", asking.again, name="favour-again"),
    path("ties/favours/<str:public_id>/<str:verb>/move/", favours.move, name="favour-move"),
    path("ties/people/<str:contact>/favour/", favours.note, name="favour-note"),
    path("ties/people/<str:contact>/ask/", asking.ask, name="favour-ask"),
    path("m/<str:member>/tie/", requests.ask, name="ask"),
]
