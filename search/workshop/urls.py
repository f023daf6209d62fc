"""The address that counts which result was opened; kb.urls puts the language before it."""

urlpatterns = []
