"""What a person agrees to, word for word. A text that changes gets a new version beside the old.

Both languages stand here and not in a catalogue: the version stored with a call must name one text
for ever.
"""

CURRENT = "2026-11"
CALLS = {
    "2026-11": {
        "bg": (
            "Давам съгласие обявата ми да се редактира и публикува. Имейлът ми не се публикува: "
            "служи само за връзка с мен по тази обява и се изтрива 6 месеца след като тя приключи. "
            "Мога да оттегля обявата по всяко време с връзката във всяко писмо."
        ),
        "en": (
            "I agree that my call may be edited and published. My e-mail address is not published: "
            "it serves only to reach me about this call and is erased 6 months after the call "
            "ends. I can withdraw the call at any time by the link in every mail."
        ),
    },
}
FOLLOWERS = {
    "2026-11": {
        "bg": (
            "Съгласен съм имейлът ми да служи само за писма по тази обява. Не се публикува, "
            "изтрива се 6 месеца след като тя приключи, а писмата спират с връзката във всяко от тях."
        ),
        "en": (
            "I agree that my e-mail address serves only for mails about this call. It is not "
            "published and is erased 6 months after the call ends; a link in every mail stops them."
        ),
    },
}


def of_author(language: str, version: str = CURRENT) -> str:
    """Return what the author of a call agrees to; Bulgarian where there is no other text."""
    return CALLS[version].get(language, CALLS[version]["bg"])


def of_follower(language: str, version: str = CURRENT) -> str:
    """Return what somebody agrees to who looks for the same."""
    return FOLLOWERS[version].get(language, FOLLOWERS[version]["bg"])
