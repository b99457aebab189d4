from django.urls import path

from comity.relationships.mutual.views import met, met_code, met_phone

app_name = "mutual"
urlpatterns = [
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
