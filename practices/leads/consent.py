"""What a person who points to somebody else's practice agrees to, word for word, by version.

Both languages stand here and not in a catalogue: the version stored with a lead must name one text
for ever.
"""

CURRENT = "2026-11-lead"
TEXTS = {
    "2026-11-lead": {
        "bg": (
            "Съгласен съм текстът ми да се покаже на общината, за да реши дали да опише практиката, "
            "и тя да го ползва в описанието си. Имейлът ми не се показва на общината и не се "
            "публикува; служи само да потвърдя сигнала и да науча какво стана с него."
        ),
        "en": (
            "I agree that my text is shown to the municipality, so that it can decide whether to "
            "describe the practice, and that it may use the text in its description. My e-mail is "
            "not shown to the municipality and is not published; it serves only to confirm the "
            "lead and to tell me what came of it."
        ),
    },
}


def text(language: str, version: str = CURRENT) -> str:
    """Return the text of a version in a language; Bulgarian where there is no other."""
    return TEXTS[version].get(language, TEXTS[version]["bg"])
