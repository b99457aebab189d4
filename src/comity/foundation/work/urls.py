from django.urls import path

from comity.foundation.work import views

app_name = "work"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:job_id>/again/", views.again, name="again"),
    path("<uuid:job_id>/give-up/", views.give_up, name="give-up"),
]
