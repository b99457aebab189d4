from django.urls import path

from comity.people.load import views

app_name = "load"
urlpatterns = [
    path("settings/load/", views.settings, name="settings"),
    path("settings/load/pause/<str:verb>/", views.pause, name="pause"),
]
