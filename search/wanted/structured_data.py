"""JSON-LD of a call: schema.org's Demand, „somebody is looking for this“; nothing not on the page."""

from django.conf import settings
from django.urls import reverse

from practices.models import Municipality
from search.wanted.models import Call


def of_call(call: Call, places: list[Municipality]) -> dict:
    """Return the Demand of an open call; who asks is said only as far as the page says it."""
    data = {
        "@context": "https://schema.org",
        "@type": "Demand",
        "name": call.title,
        "description": call.text,
        "identifier": call.number,
        "url": settings.SITE_URL + reverse("wanted_detail", args=[call.number]),
        "inLanguage": call.language,
        "availabilityStarts": call.published_at.date().isoformat(),
        "areaServed": [
            {"@type": "AdministrativeArea", "name": place.name, "addressCountry": "BG"}
            for place in places
        ],
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}
