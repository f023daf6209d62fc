"""What a person agrees to, word for word. A text that changes gets a new version beside the old.

Both languages stand here and not in a catalogue: the version stored with a proposal must name one
text for ever.
"""

CURRENT = "2026-11"
TEXTS = {
    "2026-11": {
        "bg": (
            "Давам съгласие текстът, снимките и документите, които изпращам, да се редактират и "
            "публикуват с лиценз CC BY 4.0: всеки може да ги ползва, като посочи източника. Имам "
            "право да ги предоставя, а хората на снимките са съгласни. Имейлът ми служи само за "
            "връзка с мен по това предложение и не се публикува."
        ),
        "en": (
            "I agree that the text, pictures and documents I send may be edited and published "
            "under the CC BY 4.0 licence: anybody may use them and names the source. I have the "
            "right to give them, and the people in the pictures agree. My e-mail address serves "
            "only to reach me about this proposal and is not published."
        ),
    },
}


def text(language: str, version: str = CURRENT) -> str:
    """Return the text of a version in a language; Bulgarian where there is no other."""
    return TEXTS[version].get(language, TEXTS[version]["bg"])
