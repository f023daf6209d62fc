"""The addresses of „Търсим практика“; kb.urls puts the language before them."""

urlpatterns = []
