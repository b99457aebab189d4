from django.urls import path
from django.views.i18n import set_language

from comity.foundation.core import views

app_name = "core"
urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/", set_language, name="set-language"),
    path("theme/", views.set_theme, name="set-theme"),
]
