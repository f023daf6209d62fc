"""The picture shows the code to people and gives nothing away to who knows the key only."""

import io
import random
import threading

from django.test import override_settings
from PIL import Image

from kb.protection.alphabet import DIGITS, LETTERS
from kb.protection.picture import HEIGHT, SCALE, WIDTH, draw, seed_for

KEY = "a" * 40


def test_draw_gives_a_png_of_the_promised_size():
    picture = Image.open(io.BytesIO(draw("ЖАБШЮ", b"seed")))
    assert (picture.format, picture.size) == ("PNG", (WIDTH * SCALE, HEIGHT * SCALE))


def test_draw_never_cuts_a_letter_off():
    for number in range(40):
        picture = Image.open(io.BytesIO(draw("ШЮФЖМ", bytes([number]))))
        # Only curves reach the edges; a letter there would make a dark column of some length.
        for x in (2, picture.width - 3):
            column = [picture.getpixel((x, y)) for y in range(picture.height)]
            assert sum(value < 90 for value in column) < 30


def test_draw_knows_every_character_of_a_code():
    empty = draw("", b"seed")
    assert all(draw(character, b"seed") != empty for character in LETTERS + DIGITS)


def test_two_installations_show_different_pictures_for_one_key():
    with override_settings(SECRET_KEY="one installation"):
        first = draw("ЖАБШЮ", seed_for(KEY))
    with override_settings(SECRET_KEY="another installation"):
        second = draw("ЖАБШЮ", seed_for(KEY))
    assert first != second


def test_the_picture_cannot_be_recomputed_from_the_public_key():
    shown = draw("ЖАБШЮ", seed_for(KEY))
    guesses = [KEY.encode(), bytes.fromhex(KEY), b"", f"kb.protection.picture{KEY}".encode()]
    assert all(draw("ЖАБШЮ", guess) != shown for guess in guesses)


def test_one_key_has_one_picture_so_that_noise_cannot_be_averaged_away():
    assert draw("ЖАБШЮ", seed_for(KEY)) == draw("ЖАБШЮ", seed_for(KEY))


def test_drawing_leaves_the_global_generator_alone():
    random.seed(7)
    expected = [random.random() for _ in range(3)]
    random.seed(7)
    draw("ЖАБШЮ", b"seed")
    assert [random.random() for _ in range(3)] == expected


def test_pictures_drawn_in_threads_are_the_same_as_alone():
    alone = [draw("ЖАБШЮ", bytes([number])) for number in range(6)]
    together: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=n: together.__setitem__(n, draw("ЖАБШЮ", bytes([n]))))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(6)] == alone
