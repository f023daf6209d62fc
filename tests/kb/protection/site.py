"""A small public form behind everything that protects one, for the tests of this folder."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from kb.protection.fields import CodeField
from kb.protection.forms import ProtectedFormMixin
from kb.protection.human import hand_over
from kb.urls import urlpatterns as the_site

PAGE = """{% extends "base.html" %}{% block title %}Проба{% endblock %}
{% block body %}<h1>Проба</h1><form class="form" method="post">{% csrf_token %}
{% include "components/error_summary.html" %}
{% for field in form.visible_fields %}{% include "components/field.html" %}{% endfor %}
<button class="button" type="submit">Изпрати</button></form>{% endblock %}"""


class LetterForm(ProtectedFormMixin, forms.Form):
    """Something people write to us."""

    title = forms.CharField(label="Заглавие", max_length=20)
    text = forms.CharField(label="Текст", widget=forms.Textarea, required=False)
    kinds = forms.MultipleChoiceField(label="Вид", choices=[("a", "А"), ("b", "Б")], required=False)


class PlainCodeForm(forms.Form):
    """Only the code, without the mixin."""

    code = CodeField()


accepted: list[tuple[str, list[str]]] = []


def letter(request: HttpRequest) -> HttpResponse:
    """The whole pattern of a view of ours."""
    form = LetterForm(request.POST or None)
    if form.is_valid():
        if form.asks_person:
            return hand_over(request, form, scope="letter")
        accepted.append((form.cleaned_data["title"], form.suspicion))
        return HttpResponse("прието")
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form}, request))


def plain(_request: HttpRequest) -> HttpResponse:
    """A page without a code."""
    return HttpResponse("нищо")


urlpatterns = [path("proba/", letter), path("bez-kod/", plain), *the_site]
