"""Addresses of full descriptions; kb.urls puts the language before them."""

from django.urls import path

from practices.drafts import signoff_views, step_views, text_views, views, word_views

_DRAFT = "predlozhi/palno/<str:token>/"

urlpatterns = [
    path("predlozhi/palno/", views.start, name="draft_start"),
    path("predlozhi/palno/formulyar.docx", word_views.empty, name="draft_word_form"),
    path(_DRAFT, views.draft, name="draft"),
    path(f"{_DRAFT}<int:number>/", step_views.step, name="draft_step"),
    path(f"{_DRAFT}tekst/", text_views.ready, name="draft_ready_text"),
    path(f"{_DRAFT}pregled/", views.preview, name="draft_preview"),
    path(f"{_DRAFT}saglasuvane/", signoff_views.ask, name="draft_signoff"),
    path(f"{_DRAFT}fayl/<str:key>/", views.draft_file, name="draft_file"),
    path(f"{_DRAFT}formulyar.docx", word_views.filled, name="draft_word_filled"),
    path(f"{_DRAFT}word/", word_views.word, name="draft_word"),
    path(f"{_DRAFT}chernova.html", views.takeaway_file, name="draft_takeaway"),
]
