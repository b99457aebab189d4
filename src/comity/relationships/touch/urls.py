from django.urls import path

from comity.relationships.touch.views import follow_ups, nudges, person, settings

app_name = "touch"
urlpatterns = [
    path("follow-ups/", follow_ups.listing, name="follow-ups"),
    path("follow-ups/<str:public_id>/<str:verb>/", follow_ups.follow_up, name="follow-up"),
    path("follow-ups/<str:public_id>/on/<str:day>/", follow_ups.move, name="follow-up-move"),
    path("touch/nudges/<str:public_id>/<str:verb>/", nudges.nudge, name="nudge"),
    path("touch/with/<str:public_id>/follow-up/", person.add, name="follow-up-add"),
    path("touch/with/<str:public_id>/every/", person.cadence, name="cadence"),
    path("touch/with/<str:public_id>/every/<int:days>/", person.every, name="every"),
    path("touch/with/<str:public_id>/later/", person.later, name="later"),
    path("touch/with/<str:public_id>/unspoke/<str:interaction>/", person.unspoke, name="unspoke"),
    path("touch/with/<str:public_id>/<str:verb>/", person.person, name="person"),
    path("settings/keeping-in-touch/", settings.settings, name="settings"),
    path("settings/keeping-in-touch/<str:verb>/", settings.pause_all, name="pause"),
]
