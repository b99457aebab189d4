from django.urls import path

from comity.foundation.quotas import views

app_name = "quotas"
urlpatterns = [path("ops/quotas/", views.quotas, name="quotas")]
