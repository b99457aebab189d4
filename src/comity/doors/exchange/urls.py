from django.urls import include, path, re_path

from comity.doors.exchange.views import account, asking, book, importing, reporting, uploading

app_name = "exchange"
imports = [
    path("", uploading.upload, name="upload"),
    path("remind/", uploading.remind, name="remind"),
    path("<str:public_id>/", importing.show, name="import"),
    path("<str:public_id>/rows/", importing.rows, name="rows"),
    path("<str:public_id>/doubts/", asking.doubts, name="doubts"),
    path("<str:public_id>/columns/", asking.choose_columns, name="columns"),
    path("<str:public_id>/apply/", importing.apply, name="apply"),
    path("<str:public_id>/undo/", importing.undo, name="undo"),
    path("<str:public_id>/cancel/", importing.cancel, name="cancel"),
    re_path(r"^(?P<public_id>[\w-]{22})/report\.(?P<form>csv|jsonl)$", reporting.report, name="report"),
]
urlpatterns = [
    path("import/", include(imports)),
    path("export/book.vcf", book.vcard, name="book_vcard"),
    path("export/book.csv", book.table, name="book_csv"),
    path("settings/export/", account.export, name="export"),
    path("settings/export/make/", account.start_export, name="start_export"),
    path("settings/export/<str:public_id>/", account.export_state, name="export_state"),
    path("settings/export/<str:public_id>/account.zip", account.download_export, name="download_export"),
    path("settings/leave/", account.leave, name="leave"),
]
