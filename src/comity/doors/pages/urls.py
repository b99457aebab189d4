from django.urls import path

from comity.doors.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("style/", views.style, name="style"),
]
