"""`gunicorn clinic_site.wsgi`"""

import os

from django.core.wsgi import get_wsgi_application

from content.baking.baked_pages import BakedPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings.production")

application = BakedPages(get_wsgi_application())
