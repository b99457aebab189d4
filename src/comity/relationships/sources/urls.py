from django.urls import path

from comity.relationships.sources.views import page

app_name = "sources"
urlpatterns = [
    path("settings/sources/", page.settings, name="settings"),
    path("settings/sources/address/renew/", page.renew, name="renew"),
    path("settings/sources/address/drop/", page.drop, name="drop"),
    path("settings/sources/<str:public_id>/read/", page.read, name="read"),
    path("settings/sources/<str:public_id>/remove/", page.remove, name="remove"),
    path("settings/sources/<str:public_id>/restore/", page.restore, name="restore"),
]
