from django.urls import path

from comity.people.members.views import entrance

app_name = "members"
urlpatterns = [
    path("accounts/owner/<str:token>/", entrance.owner, name="owner"),
    path("accounts/waiting/", entrance.waiting, name="waiting"),
]
