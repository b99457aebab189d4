from django.urls import path

from comity.doors.pages.views import demo, home, keeping, network, operator, sort, style, tour, welcome
from comity.doors.pages.views.book import card, likeness, listing, person, undo
from comity.doors.pages.views.log import edit, note, suggestions

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/people/", welcome.welcome_people, name="welcome-people"),
    path("welcome/done/", welcome.welcome_done, name="welcome-done"),
    path("tour/", tour.tour, name="tour"),
    path("m/<str:public_id>/keep/", keeping.keep, name="member-keep"),
    path("demo/", demo.demo, name="demo"),
    path("demo/<str:public_id>/", demo.enter_demo, name="demo-enter"),
    path("ops/", operator.operator, name="operator"),
    path("ops/letters/", operator.letters, name="letters"),
    path("ops/letters/<str:public_id>/delete/", operator.delete_letter, name="letter-delete"),
    path("book/", listing.book, name="book"),
    path("book/act/", listing.act, name="book-act"),
    path("book/undo/<str:key>/", undo.undo, name="book-undo"),
    path("book/views/", listing.keep_view, name="book-view-keep"),
    path("book/views/<str:public_id>/forget/", listing.drop_view, name="book-view-forget"),
    path("book/new/", card.new, name="person-new"),
    path("book/duplicates/", likeness.duplicates, name="duplicates"),
    path("book/duplicates/look/", likeness.look_again, name="duplicates-look"),
    path("book/duplicates/<str:public_id>/", likeness.answer, name="duplicates-answer"),
    path("book/<str:public_id>/", person.person, name="person"),
    path("book/<str:public_id>/edit/", card.edit, name="person-edit"),
    path("book/<str:public_id>/notes/", person.notes, name="person-notes"),
    path("book/<str:public_id>/answer/", sort.answer_on_page, name="person-answer"),
    path("book/<str:public_id>/log/", person.log, name="person-log"),
    path("book/<str:public_id>/merge/", likeness.merge, name="person-merge"),
    path("book/<str:public_id>/photo/", person.photo, name="person-photo"),
    path("book/<str:public_id>/card.vcf", person.vcard, name="person-vcard"),
    path("book/<str:public_id>/<str:verb>/", person.shelve, name="person-shelve"),
    path(
        "book/<str:public_id>/happened/<str:interaction>/<str:verb>/", person.happened, name="person-happened"
    ),
    path("sort/", sort.sort, name="sort"),
    path("sort/answer/", sort.answer, name="sort-answer"),
    path("network/", network.network, name="network"),
    path("log/", note.log, name="log"),
    path("log/<str:public_id>/", edit.edit, name="log-edit"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/answer/", suggestions.answer, name="suggestions-answer"),
    path("style/", style.style, name="style"),
]
