"""Development: one command, no secrets, mail into a folder."""

from .base import *  # noqa: F403

DEBUG = env.bool("DEBUG", default=False)  # noqa: F405
# Not a secret: development serves only this machine, and production refuses to start on it.
SECRET_KEY = "development-only-" + "k" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]
