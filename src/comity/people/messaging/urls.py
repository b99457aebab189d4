from django.urls import path

from comity.people.messaging.views import begin, inbox, message, seats, settings, thread

app_name = "messaging"
urlpatterns = [
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/requests/", inbox.requests, name="requests"),
    path("messages/new/", inbox.begin, name="begin"),
    path("messages/search/", inbox.search, name="search"),
    path("messages/said/<str:public_id>/edit/", message.edit, name="message_edit"),
    path("messages/said/<str:public_id>/delete/", message.delete, name="message_delete"),
    path("messages/said/<str:public_id>/back/", message.put_back, name="message_back"),
    path("messages/<str:public_id>/", thread.thread, name="thread"),
    path("messages/<str:public_id>/answer/<str:verb>/", inbox.answer, name="answer"),
    path("messages/<str:public_id>/seat/<str:verb>/", seats.seat, name="seat"),
    path("m/<str:member>/write/", begin.write, name="write"),
    path("settings/messages/", settings.settings, name="settings"),
]
