from django.urls import path, re_path

from comity.doors.exchange.views import importing, uploading

app_name = "exchange"
urlpatterns = [
    path("", uploading.upload, name="upload"),
    path("remind/", uploading.remind, name="remind"),
    path("<str:public_id>/", importing.show, name="import"),
    path("<str:public_id>/rows/", importing.rows, name="rows"),
    path("<str:public_id>/doubts/", importing.doubts, name="doubts"),
    path("<str:public_id>/columns/", importing.choose_columns, name="columns"),
    path("<str:public_id>/apply/", importing.apply, name="apply"),
    path("<str:public_id>/undo/", importing.undo, name="undo"),
    path("<str:public_id>/cancel/", importing.cancel, name="cancel"),
    re_path(r"^(?P<public_id>[\w-]{22})/report\.(?P<form>csv|jsonl)$", importing.report, name="report"),
]
