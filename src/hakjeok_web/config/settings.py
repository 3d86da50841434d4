"""Django settings (설정), read from the site's own file; nothing secret stands here."""

import os
from pathlib import Path

from hakjeok_web.platform import database, site

SITE_SETTINGS = site.current()
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = SITE_SETTINGS.secret_key
FIELD_KEYS = SITE_SETTINGS.field_keys
LOOKUP_KEY = SITE_SETTINGS.lookup_key
DEBUG = False
DEMO = SITE_SETTINGS.kind == "demo"
ALLOWED_HOSTS = list(SITE_SETTINGS.hosts)
IS_LOCAL = not SITE_SETTINGS.uses_https  # plain HTTP on this machine only

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
    "hakjeok_web.schools",
    "hakjeok_web.accounts",
    "hakjeok_web.documents",
    "hakjeok_web.approvals",
    "hakjeok_web.committees",
    "hakjeok_web.students",
    "hakjeok_web.attendance",
    "hakjeok_web.absences",
    "hakjeok_web.reconciliations",
    "hakjeok_web.absence_grounds",
    "hakjeok_web.consignments",
    "hakjeok_web.remarks",
    "hakjeok_web.nonenrollments",
    "hakjeok_web.obligations",
    "hakjeok_web.helper",
    "hakjeok_web.config",  # last: its post_migrate handler gives rights on every table made before
]

MIDDLEWARE = [
    "hakjeok_web.config.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hakjeok_web.config.middleware.TransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hakjeok_web.config.middleware.KeepableTextMiddleware",
    "hakjeok_web.accounts.middleware.UserMiddleware",
    "hakjeok_web.accounts.middleware.HandedOverMiddleware",
    "hakjeok_web.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hakjeok_web.config.middleware.ButtonsOnlyMiddleware",
    "hakjeok_web.accounts.middleware.PolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]
INSTALLED_APPS.insert(3, "django.contrib.messages")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ROOT_URLCONF = "hakjeok_web.config.urls"
WSGI_APPLICATION = "hakjeok_web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hakjeok_web.config.shell.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["hakjeok_web.config.templatetags.korean"],
        },
    }
]

DATABASES = {"default": database.connection_settings(os.environ.get("HAKJEOK_DB_ROLE", "app"))}
APPLICATION_ROLE = database.connection_settings("app")["USER"]  # gets the rights that `config.tenancy` declares
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "hakjeok_web.accounts.passwords.GuessableValidator"},
]

SESSION_ENGINE = "hakjeok_web.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-hakjeok"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest a sign-in may last; the idle limit is in accounts.sessions
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # nothing stays in the browser of a shared computer
STAFF_IDLE_MINUTES = 30
CSRF_COOKIE_NAME = "__Host-hakjeok-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = False  # the register's script reads it
CSRF_TRUSTED_ORIGINS = [SITE_SETTINGS.address]

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "hakjeok_web.accounts.sign_in.AccountAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key"}  # a whole school shares one address
ACCOUNT_FORMS = {
    "login": "hakjeok_web.accounts.forms.SignInForm",
    "reauthenticate": "hakjeok_web.accounts.forms.ConfirmByPasswordForm",
}
MFA_ADAPTER = "hakjeok_web.accounts.sign_in.MfaAdapter"
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "hakjeok_web.accounts.forms.CodeForm",
    "reauthenticate": "hakjeok_web.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "hakjeok_web.accounts.forms.ConnectAppForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by some seconds; a code counts once only (accounts.factors)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL
MFA_TOTP_ISSUER = SITE_SETTINGS.name
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole school shares one address
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_FORM_FIELD = "username"  # as allauth names it in the credentials; by default axes looks for `login`
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Counts of questions by address, apart from those of sign-ins, so that neither pushes out the other.
    "askers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "askers",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
ASKED_A_MINUTE = {"page": 300, "api": 120, "verify": 30}  # of one address in one process; a school shares one address
DECISIONS_LONGEST_BODY = 64 * 1024  # bytes; a year of entries with its calendar takes a fifth of it

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
GUIDE_PICTURES = site.PROJECT / "docs" / "guide" / "pictures"  # shown by the help where the checkout has them
STATICFILES_DIRS = [PACKAGE / "static", *([("guide", GUIDE_PICTURES)] if GUIDE_PICTURES.is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live in the database
    "staticfiles": {"BACKEND": "hakjeok_web.config.static_files.RememberingStorage"},
}
WHITENOISE_USE_FINDERS = True  # no collecting step: the files are served from where they stand
WHITENOISE_MAX_AGE = 300

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 31536000
SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_SETTINGS.behind_https_proxy else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

SILENCED_SYSTEM_CHECKS = ["security.W003", "account.W001", "axes.W003"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "hakjeok_web.config.log_lines.LineFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
