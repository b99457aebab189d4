from django.urls import URLPattern, include, path

from comity.doors.exchange.views import book

app_name = "exchange"
imports: list[URLPattern] = []
urlpatterns = [
    path("import/", include(imports)),
    path("export/book.vcf", book.vcard, name="book_vcard"),
    path("export/book.csv", book.table, name="book_csv"),
]
