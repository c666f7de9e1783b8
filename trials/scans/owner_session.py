"""Prints the session cookie of an owner who gave a second factor, and leaves some requests. Called by trials/scan."""

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402

from tests.builders.requests import make_request  # noqa: E402
from tests.builders.staff import sign_in  # noqa: E402

for _ in range(3):
    make_request()
visitor = Client()
sign_in(visitor, User.objects.filter(is_superuser=True).first(), second_factor=True)
print(settings.SESSION_COOKIE_NAME, visitor.cookies[settings.SESSION_COOKIE_NAME].value)
