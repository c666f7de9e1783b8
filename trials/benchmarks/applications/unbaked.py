"""The site without its baked pages: Django and Wagtail render at every request."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
