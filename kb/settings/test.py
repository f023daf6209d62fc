"""Tests: fast password hashing, a database file, everything else as in development."""

from .dev import *  # noqa: F403

DEBUG = False
# Django's real hashing is slow on purpose; tests log editors in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
POST_OFFICE = {
    **POST_OFFICE,  # noqa: F405
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
}
# One process; tests of several processes bring a shared cache of their own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A server that the caller names is for the tests that ask for one (fixture elasticsearch_url).
ELASTICSEARCH_URL = ""
