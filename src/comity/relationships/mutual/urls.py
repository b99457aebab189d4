from django.urls import URLPattern

app_name = "mutual"
urlpatterns: list[URLPattern] = []
