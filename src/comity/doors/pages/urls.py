from django.urls import path

from comity.doors.pages.views import demo, home, operator, style, tour, welcome

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/people/", welcome.welcome_people, name="welcome-people"),
    path("welcome/done/", welcome.welcome_done, name="welcome-done"),
    path("tour/", tour.tour, name="tour"),
    path("demo/", demo.demo, name="demo"),
    path("demo/<str:public_id>/", demo.enter_demo, name="demo-enter"),
    path("ops/", operator.operator, name="operator"),
    path("ops/letters/", operator.letters, name="letters"),
    path("ops/letters/<str:public_id>/delete/", operator.delete_letter, name="letter-delete"),
    path("style/", style.style, name="style"),
]
