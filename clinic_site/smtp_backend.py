"""Mail goes to a mail server whose certificate was checked, or stays in the out-box."""

import ssl

from django.conf import settings
from django.utils.functional import cached_property

from contact.mail.smtp import EmailBackend


class VerifiedSMTPBackend(EmailBackend):
    @cached_property
    def ssl_context(self):
        """Django's own believes the system's authorities, and none at all once a client certificate is set."""
        context = ssl.create_default_context(cafile=settings.EMAIL_CA_FILE or None)
        if self.ssl_certfile:
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile)
        return context
