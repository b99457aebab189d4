from django.urls import path

from comity.relationships.insiders.views import bookings, offers

app_name = "insiders"
urlpatterns = [
    path("insiders/", offers.offers, name="offers"),
    path("insiders/mine/", offers.mine, name="mine"),
    path("insiders/mine/new/", offers.edit, name="offer_new"),
    path("insiders/mine/<str:public_id>/", offers.edit, name="offer_edit"),
    path("insiders/mine/<str:public_id>/<str:verb>/", offers.move, name="offer_move"),
    path("insiders/bookings/", bookings.bookings, name="bookings"),
    path("insiders/bookings/<str:public_id>/", bookings.one, name="booking"),
    path("insiders/bookings/<str:public_id>/calendar.ics", bookings.calendar, name="booking_calendar"),
    path("insiders/bookings/<str:public_id>/<str:verb>/", bookings.act, name="booking_act"),
    path("insiders/offers/<str:public_id>/", offers.offer, name="offer"),
]
