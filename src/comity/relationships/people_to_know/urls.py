from django.urls import path

from comity.relationships.people_to_know import views

app_name = "people_to_know"
urlpatterns = [
    path("people-to-know/", views.people, name="page"),
    path("people-to-know/<str:public_id>/not-this/", views.not_this, name="not-this"),
    path("people-to-know/<str:public_id>/again/", views.again, name="again"),
]
