from django.urls import path

from comity.relationships.mutual.views import asking, favours, met, met_code, met_phone, requests, ties

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
    path("met/", met.met, name="met"),
    path("met/show/", met.show, name="met_show"),
    path("met/stop/", met.stop, name="met_stop"),
    path("met/type/", met.type_letters, name="met_type"),
    path("met/worker.js", met_phone.worker, name="met_worker"),
    path("met/offline/", met_phone.offline, name="met_offline"),
    path("met/spare/", met_phone.spare, name="met_spare"),
    path("met/forget/", met_phone.forget, name="met_forget"),
    path("met/with/<str:public_id>/", met.meeting, name="met_meeting"),
    path("met/with/<str:public_id>/<str:verb>/", met.answer, name="met_answer"),
    path("met/<str:token>/", met_code.code, name="met_code"),
    path("met/<str:token>/card.vcf", met_code.card, name="met_card"),
]
