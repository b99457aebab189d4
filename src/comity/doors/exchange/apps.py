from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "comity.doors.exchange"
    label = "exchange"
