from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "comity.people.companies"
    label = "companies"
