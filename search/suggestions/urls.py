"""The address of the suggestions; kb.urls puts the language before it."""

urlpatterns = []
