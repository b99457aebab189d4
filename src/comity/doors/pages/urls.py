from django.urls import path

from comity.doors.pages.views import home, operator, style

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("ops/", operator.operator, name="operator"),
    path("ops/letters/", operator.letters, name="letters"),
    path("ops/letters/<str:public_id>/delete/", operator.delete_letter, name="letter-delete"),
    path("style/", style.style, name="style"),
]
