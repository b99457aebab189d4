from django.urls import path

from comity.doors.pages.views import home, style

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("style/", style.style, name="style"),
]
