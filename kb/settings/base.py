"""Settings shared by every environment; the overlays beside this file are short on purpose."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from kb.accounts.policies import PUBLIC_POLICY

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything the running site writes: database, uploads, mail, lexicon. Never in git.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
LEXICON_DIR = Path(env.str("LEXICON_DIR", default=str(VAR_DIR / "lexicon")))

INSTALLED_APPS = [
    "practices",
    "practices.submissions",
    "practices.nominations",
    "practices.curation",
    "practices.drafts",
    "practices.textcheck",
    "practices.prefill",
    "practices.signoff",
    "practices.reviews",
    "practices.upkeep",
    "practices.doubles",
    "practices.leads",
    "practices.organisations",
    "practices.changes",
    "search",
    "search.attachments",
    "search.suggestions",
    "search.wanted",
    "search.workshop",
    # After every room that keeps something about people (practices/people/apps.py).
    "practices.people",
    "kb.protection",
    "kb.jobs",
    "kb.mail",
    "kb.accounts",
    "kb.apps.KbConfig",
    "captcha",
    "post_office",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django_filters",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kb.accounts.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kb.accounts.middleware.SecondFactorMiddleware",
    "kb.protection.middleware.ChallengeMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kb.context.site",
            ],
        },
    },
    {
        # Post office renders its messages through this alias.
        "BACKEND": "post_office.template.backends.post_office.PostOfficeTemplates",
        "NAME": "post_office",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.i18n"]},
    },
]
# Widget templates of the project (the captcha) are found only with this renderer.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database(url: str) -> dict:
    """Return Django's DATABASES entry for a URL; SQLite gets WAL and IMMEDIATE transactions.

    IMMEDIATE takes the write lock when a transaction starts, so two writers wait for each other
    instead of failing half-way with "database is locked"; WAL lets readers go on meanwhile.
    """
    config = env.db_url_config(url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            ),
        }
    return config


DATABASES = {"default": database(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits, login lockout and the circuit breaker need one cache that every process sees.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kb_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
    }
}
if REDIS_URL := env.str("REDIS_URL", default=""):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }

# Editors' accounts: password, then a one-time code; five failures lock for a quarter of an hour.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
MEMBERS_HOME = "own_practices"  # of who logs in and edits nothing
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kb.accounts.adapter.EditorAdapter"
ACCOUNT_FORMS = {
    "login": "kb.accounts.forms.LoginForm",
    "reauthenticate": "kb.accounts.forms.ReauthenticateForm",
    "change_password": "kb.accounts.forms.ChangePasswordForm",
    "set_password": "kb.accounts.forms.SetPasswordForm",
    "reset_password": "kb.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "kb.accounts.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "activate_totp": "kb.accounts.forms.ActivateTOTPForm",
    "authenticate": "kb.accounts.forms.AuthenticateForm",
    "reauthenticate": "kb.accounts.forms.ReauthenticateCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Axes counts wrong passwords per name and address; this also limits guesses of the one-time code.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/900s/key"}
MFA_ADAPTER = "kb.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Опитът на общините"
MFA_TOTP_TOLERANCE = 1
# Accounts are made by an administrator; there is no address to verify first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
REQUIRE_TOTP = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CACHE = "default"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "kb.accounts.lockout.client_username"
# Axes never sees nor logs a raw address.
AXES_CLIENT_IP_CALLABLE = "kb.protection.address.hashed_address"
AXES_CLIENT_STR_CALLABLE = "kb.accounts.lockout.describe_client"
AXES_LOCKOUT_CALLABLE = "kb.accounts.lockout.lockout_page"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}

# The picture code of public forms.
ESPEAK_COMMAND = env.str("ESPEAK_COMMAND", default="espeak-ng")
HELP_REQUEST_DAYS = 30
# How many proxies of ours stand before the site; a client's address is read that deep.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Bulgarian lives at /, English at /en/.
LANGUAGE_CODE = "bg"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("bg", _("Bulgarian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "kb" / "locale"]
TIME_ZONE = "Europe/Sofia"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "kb" / "static"]
# Uploads are private: no web server serves this folder, only practices.files does.
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CSRF_FAILURE_VIEW = "kb.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Every mail is a row written with the change that causes it; the worker sends it.
MAIL_DIR = VAR_DIR / "mail"
MAIL_RETENTION_DAYS = 60
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="opit@localhost")
EMAIL_BACKEND = "post_office.EmailBackend"

WAGTAIL_SITE_NAME = "Опитът на общините"
WAGTAILADMIN_BASE_URL = SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("bg", _("Bulgarian")), ("en", _("English"))]
WAGTAILIMAGES_IMAGE_MODEL = "practices.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "practices.Attachment"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "pptx", "txt", "csv"]
# The admin's own search; the public search has its own engines in search/.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True

POST_OFFICE = {
    "BACKENDS": {"default": "kb.mail.backends.FolderBackend"},
    "LOG_LEVEL": 0,
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": urlsplit(SITE_URL).hostname,
}

# Who runs the site; shown in the footer, the statements and the mails.
SITE_OPERATOR = env.str("SITE_OPERATOR", default="")
SITE_EMAIL = env.str("SITE_EMAIL", default="")

# Empty: readers are served by the engine of the site's own database.
# Whether the worker asks the web if the links of practices still answer.
LINK_CHECKS = env.bool("LINK_CHECKS", default=False)
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="praktiki")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Two lines for every row that is saved, about nothing that went wrong.
        "django_tasks": {"level": "WARNING"},
        # A line for every search that succeeded.
        "elastic_transport": {"level": "WARNING"},
    },
}
