"""Production: refuses to start without its secrets, serves only over HTTPS."""

from .base import *  # noqa: F403
from .base import database, env

DEBUG = False
# No defaults: a missing one stops the process with the name of the variable.
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": database(env.str("DATABASE_URL"))}
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL")
CSRF_TRUSTED_ORIGINS = env.list(
    "CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
)
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default=f"https://{ALLOWED_HOSTS[0]}")

STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# A reverse proxy ends TLS; it must set this header and strip a client's own. Without a proxy of
# ours anybody could claim to have come over HTTPS.
if TRUSTED_PROXIES:  # noqa: F405
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Health checks come from inside the compose network, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^zdrave/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 3600
REQUIRE_TOTP = env.bool("REQUIRE_TOTP", default=True)

POST_OFFICE = {
    **POST_OFFICE,  # noqa: F405
    "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
}
# smtp+tls://user:password@host:587; without it mail stays queued and the worker says why.
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_BACKEND = "post_office.EmailBackend"
EMAIL_TIMEOUT = 20
