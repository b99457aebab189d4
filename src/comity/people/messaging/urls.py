from django.urls import path

from comity.people.messaging.views import thread

app_name = "messaging"
urlpatterns = [
    path("messages/<str:public_id>/", thread.thread, name="thread"),
]
