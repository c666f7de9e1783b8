"""Forms for codes of the second factor, from an app or from the list of recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.utils import is_mfa_enabled

from accounts.sign_in.forms import StaffFormMixin
from accounts.sign_in.lockout import limit_wrong_tries
from accounts.sign_in.mfa.one_time_codes import normalize_code, remember_setup_step, use_code


class CodeFormMixin(StaffFormMixin):
    """A wrong code counts for the lockout. The right one is marked as used."""

    labels = {"code": "Code from your authenticator app, or a recovery code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_mfa_enabled(self.user, [Authenticator.Type.TOTP]):
            self.fields["code"].label = "Recovery code"

    def clean_code(self):
        return limit_wrong_tries(self.user, self.check_code)

    def check_code(self):
        code = normalize_code(self.cleaned_data["code"])
        self.authenticator = use_code(self.user, code)
        if self.authenticator is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeFormMixin, base.AuthenticateForm):
    pass


class ReauthenticateForm(CodeFormMixin, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(StaffFormMixin, totp.ActivateTOTPForm):
    labels = {"code": "Code from your authenticator app"}

    def clean_code(self):
        self.cleaned_data["code"] = normalize_code(self.cleaned_data["code"])
        code = super().clean_code()
        remember_setup_step(self.secret, code)
        return code
