"""Two pages of django-allauth that lose what went wrong on them."""

from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView


class KeepsTheForm:
    def get_context_data(self, **kwargs):
        """Without it a second form is shown, and checked once more, against the next challenge."""
        return super().get_context_data(**kwargs) | kwargs


class AddPasskey(KeepsTheForm, AddWebAuthnView):
    pass


class ConfirmWithPasskey(KeepsTheForm, ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))
