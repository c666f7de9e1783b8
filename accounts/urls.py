"""One sign-in. Every other login view that comes with a library leads to it."""

from allauth.account.views import logout
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts.sign_in.mfa.passkeys import AddPasskeyView, ReauthenticatePasskeyView
from accounts.sign_in.sessions import session_status
from accounts.wagtail_hooks import EditorAccountView

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password_reset = RedirectView.as_view(pattern_name="account_reset_password")
to_password_change = RedirectView.as_view(pattern_name="account_change_password")
to_people = RedirectView.as_view(pattern_name="admin:auth_user_changelist")

urlpatterns = [
    path("admin/login/", to_sign_in),
    path("admin/password_change/", to_password_change),
    path("cms/login/", to_sign_in),
    # Wagtail's own forgets the session even when it refuses a GET, so any link could sign staff out.
    path("cms/logout/", logout),
    re_path(r"^cms/password_reset/", to_password_reset),
    path("_util/login/", to_sign_in),
    # Shared passwords of pages are switched off.
    re_path(r"^(?:_util|documents)/authenticate_with_password/", to_sign_in),
    # The editor's own pages about people set passwords and give roles without a word in the log.
    re_path(r"^cms/users/", to_people),
    re_path(r"^cms/bulk/auth/user/", to_people),
    path("cms/account/", require_admin_access(EditorAccountView.as_view())),
    path("accounts/session/", session_status, name="session_status"),
    path("accounts/2fa/webauthn/add/", AddPasskeyView.as_view()),
    path("accounts/2fa/webauthn/reauthenticate/", ReauthenticatePasskeyView.as_view()),
    path("accounts/", include("allauth.urls")),
]
