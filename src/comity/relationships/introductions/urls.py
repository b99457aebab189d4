from django.urls import path

from comity.relationships.introductions.views import introduction, way

app_name = "introductions"
urlpatterns = [
    path("m/<str:member>/way/", way.way, name="way"),
    path("companies/<str:company>/way/", way.way_into, name="way_into"),
    path("introductions/", introduction.introductions, name="introductions"),
    path("introductions/<str:public_id>/", introduction.introduction, name="introduction"),
    path("introductions/<str:public_id>/<str:verb>/", introduction.act, name="act"),
]
