"""Keyboard layouts of Debian's xkb-data (symbols/bg), written down apart from the product's own.

Each string holds the lower-case letters of the keys of `US`, key by key.
"""

US = "`qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
LAYOUTS = {
    "BDS": "(,уеишщксдзц;ьяаожгтнвмч„юйъэфхпрлб",
    "traditional phonetic": "чявертъуиопшщасдфгхйкл;'юзьцжбнм,./",
    "new phonetic": "ючшертъуиопящасдфгхйкл;'ьзжцвбнм,./",
}


def typed_on_us(text: str, layout: str) -> str:
    """Return what a US keyboard writes when the keys of Bulgarian `text` are pressed."""
    keys = dict(zip(LAYOUTS[layout], US, strict=True))
    return "".join(_pressed(character, keys) for character in text)


def typed_on(layout: str, text: str) -> str:
    """Return what a Bulgarian layout writes when the keys of Latin `text` are pressed."""
    letters = dict(zip(US, LAYOUTS[layout], strict=True))
    return "".join(letters.get(character, character) for character in text)


def _pressed(character: str, keys: dict[str, str]) -> str:
    if not character.isalpha():
        return character
    key = keys[character.lower()]
    return key if character.islower() else key.upper()
