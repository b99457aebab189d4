from django.urls import path

from comity.people.members.views import entrance, invitations, invited, operate, settings

app_name = "members"
urlpatterns = [
    path("accounts/owner/<str:token>/", entrance.owner, name="owner"),
    path("accounts/waiting/", entrance.waiting, name="waiting"),
    path("invitation/<str:token>/", invited.invitation, name="invitation"),
    path("invitation/<str:token>/never/", invited.never, name="never_again"),
    path("settings/", settings.home, name="settings"),
    path("settings/language/", settings.language, name="language"),
    path("settings/sessions/<str:handle>/end/", settings.end_session, name="end_session"),
    path("settings/invitations/", invitations.invitations, name="invitations"),
    path("settings/invitations/<str:public_id>/remind/", invitations.remind, name="remind"),
    path("settings/invitations/<str:public_id>/revoke/", invitations.revoke, name="revoke"),
    path("ops/members/", operate.members, name="ops_members"),
    path("ops/members/<str:public_id>/<str:verb>/", operate.decide, name="ops_decide"),
]
