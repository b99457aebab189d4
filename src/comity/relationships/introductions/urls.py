from django.urls import path

from comity.relationships.introductions.views import introduction

app_name = "introductions"
urlpatterns = [
    path("introductions/", introduction.introductions, name="introductions"),
    path("introductions/<str:public_id>/", introduction.introduction, name="introduction"),
    path("introductions/<str:public_id>/<str:verb>/", introduction.act, name="act"),
]
