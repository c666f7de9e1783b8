"""`gunicorn clinic_site.wsgi`"""

import os

from django.core.wsgi import get_wsgi_application

from content.page_cache.wsgi_middleware import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings.production")

application = PageCache(get_wsgi_application())
