"""Editors' addresses. The names are allauth's own, the sign-up and e-mail pages are left out."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from kb.accounts.views import EditorLoginView

urlpatterns = [
    path("", EditorLoginView.as_view(), name="account_login"),
    path("izhod/", account.logout, name="account_logout"),
    path("izklyuchen/", account.account_inactive, name="account_inactive"),
    path("potvardi/", account.reauthenticate, name="account_reauthenticate"),
    path("parola/", account.password_change, name="account_change_password"),
    path("parola/parva/", account.password_set, name="account_set_password"),
    path("parola/nova/", account.password_reset, name="account_reset_password"),
    path("parola/nova/izprateno/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "parola/nova/gotovo/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^parola/nova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("vtori-faktor/", mfa.index, name="mfa_index"),
    path("vtori-faktor/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("vtori-faktor/potvardi/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("vtori-faktor/vklyuchi/", totp.activate_totp, name="mfa_activate_totp"),
    path("vtori-faktor/izklyuchi/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("rezervni-kodove/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "rezervni-kodove/novi/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "rezervni-kodove/fayl/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
