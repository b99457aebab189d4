from django.urls import path

from comity.people.notifications.views import links, operate, page, settings

app_name = "notifications"
urlpatterns = [
    path("notices/", page.notices, name="notices"),
    path("notices/read/", page.read_all, name="read_all"),
    path("notices/unread/", page.unread, name="unread"),
    path("notices/<str:public_id>/read/", page.read, name="read"),
    path("notices/<str:public_id>/act/", page.act, name="act"),
    path("settings/notices/", settings.settings, name="settings"),
    path("settings/notices/mail/<str:switch>/", settings.all_mail, name="all_mail"),
    path("settings/notices/again/<str:public_id>/", settings.again, name="again"),
    path("do/<str:token>/", links.do, name="do"),
    path("unsubscribe/<str:token>/", links.unsubscribe, name="unsubscribe"),
    path("ops/mail/", operate.mail, name="ops_mail"),
]
