from django.urls import path

from comity.relationships.asks.views import answering, asking

app_name = "asks"
urlpatterns = [
    path("asks/", asking.asks, name="asks"),
    path("asks/<str:public_id>/", asking.ask, name="ask"),
    path("asks/<str:public_id>/<str:verb>/", asking.act, name="act"),
    path("asks/for-me/<str:public_id>/answer/", answering.reach, name="reach"),
    path("asks/for-me/<str:public_id>/<str:verb>/say/", answering.say, name="say"),
]
