from django.urls import URLPattern

app_name = "touch"
urlpatterns: list[URLPattern] = []
