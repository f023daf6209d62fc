"""The picture of a code: easy for an eye, hard for a program that reads characters.

What makes it hard is what segmentation needs to be absent: letters touch, lean and change face,
curves of the same ink run through them and the whole sheet is bent. All chance comes from one
secret seed per key, so that nobody can compute the curves and subtract them.
"""

import io
import math
import random
from functools import cache
from pathlib import Path

from django.utils.crypto import salted_hmac
from PIL import Image, ImageDraw, ImageFont

# Size on the page, in CSS pixels; drawn twice as large for dense screens.
WIDTH, HEIGHT = 280, 90
SCALE = 2
INK = 40
PAPER = 246
MARGIN = 24
MESH = 6  # columns and rows of the bent sheet: MESH x 2

_FONTS = tuple(sorted((Path(__file__).parent / "fonts").glob("*.ttf")))


def seed_for(key: str) -> bytes:
    """Return the secret that a key's picture and sound are varied by."""
    return salted_hmac("kb.protection.picture", key, algorithm="sha256").digest()


def draw(code: str, seed: bytes) -> bytes:
    """Return a PNG picture of the code; the same code and seed give the same bytes."""
    # A local generator: seeding the global one would make every other thread predictable.
    chance = random.Random(seed)  # noqa: S311  the secrecy is in the seed, not in the generator
    size = (WIDTH * SCALE, HEIGHT * SCALE)
    sheet = Image.new("L", size, PAPER)
    _draw_specks(sheet, chance)
    _draw_letters(sheet, code, chance)
    sheet = _bend(sheet, chance)
    _draw_curves(sheet, chance, cut=4 if code.isdecimal() else 3)
    picture = io.BytesIO()
    sheet.save(picture, "PNG", optimize=True)
    return picture.getvalue()


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _draw_specks(sheet: Image.Image, chance: random.Random) -> None:
    """Sprinkle short light strokes, which thresholding leaves behind as dirt."""
    pen = ImageDraw.Draw(sheet)
    for _ in range(70):
        x, y = chance.uniform(0, sheet.width), chance.uniform(0, sheet.height)
        length, angle = chance.uniform(4, 22), chance.uniform(0, math.tau)
        end = (x + length * math.cos(angle), y + length * math.sin(angle))
        pen.line([(x, y), end], fill=chance.randint(120, 215), width=chance.randint(1, 4))


def _draw_letters(sheet: Image.Image, code: str, chance: random.Random) -> None:
    """Set the letters side by side, each with a face, size and lean of its own, just touching."""
    letters = [_letter(character, chance) for character in code]
    # Digits are fewer and better known to programs than Cyrillic letters, so they touch more.
    overlap = 7 if code.isdecimal() else 4
    width = sum(letter.width - overlap for letter in letters)
    room = sheet.width - 2 * MARGIN
    if width > room:  # the widest letters together: shrink rather than cut one off
        letters = [
            letter.resize((round(letter.width * room / width), letter.height)) for letter in letters
        ]
        width = room
    x = (sheet.width - width) / 2 + chance.uniform(-12, 12)
    for letter in letters:
        y = (sheet.height - letter.height) / 2 + chance.uniform(-11, 11)
        ink = Image.new("L", letter.size, chance.randint(INK - 20, INK + 25))
        sheet.paste(ink, (round(x), round(y)), letter)
        x += letter.width - overlap


def _letter(character: str, chance: random.Random) -> Image.Image:
    """Return one leaning letter as a mask cut to its ink."""
    lean = 24 if character.isdecimal() else 17
    font = _font(chance.choice(_FONTS), chance.randint(92, 112))
    mask = Image.new("L", (220, 220), 0)
    ImageDraw.Draw(mask).text((110, 110), character, fill=255, font=font, anchor="mm")
    mask = mask.rotate(chance.uniform(-lean, lean), resample=Image.Resampling.BICUBIC)
    return mask.crop(mask.getbbox())


def _bend(sheet: Image.Image, chance: random.Random) -> Image.Image:
    """Push the knots of a net over the sheet a little, each its own way."""
    columns, rows = MESH * 2, MESH
    step_x, step_y = sheet.width / columns, sheet.height / rows
    knots = {
        (column, row): (
            column * step_x + chance.uniform(-4.5, 4.5),
            row * step_y + chance.uniform(-4.5, 4.5),
        )
        for column in range(columns + 1)
        for row in range(rows + 1)
    }
    mesh = []
    for column in range(columns):
        for row in range(rows):
            box = (
                round(column * step_x),
                round(row * step_y),
                round((column + 1) * step_x),
                round((row + 1) * step_y),
            )
            corners = [(column, row), (column, row + 1), (column + 1, row + 1), (column + 1, row)]
            quad = tuple(value for corner in corners for value in knots[corner])
            mesh.append((box, quad))
    return sheet.transform(
        sheet.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=PAPER
    )


def _draw_curves(sheet: Image.Image, chance: random.Random, cut: int) -> None:
    """Run waves of ink and of paper across the letters: some join them, some cut them.

    A cut of more than 3 hides the bar of an А; digits stand it.
    """
    pen = ImageDraw.Draw(sheet)
    for shade, width in ((INK, 5), (PAPER, cut), (INK + 20, 4), (PAPER, 3)):
        middle = chance.uniform(0.28, 0.72) * sheet.height
        height = chance.uniform(0.10, 0.26) * sheet.height
        length = chance.uniform(0.5, 1.1) * sheet.width
        phase = chance.uniform(0, math.tau)
        drift = chance.uniform(-0.12, 0.12) * sheet.height
        points = [
            (
                x,
                middle + drift * x / sheet.width + height * math.sin(phase + math.tau * x / length),
            )
            for x in range(-8, sheet.width + 9, 4)
        ]
        pen.line(points, fill=shade, width=width, joint="curve")
