from django.urls import path

from comity.relationships.graph import views

app_name = "graph"
urlpatterns = [
    path("settings/introductions/", views.openness, name="openness"),
]
