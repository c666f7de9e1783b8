"""Every address of the site, in the order in which they are tried."""

from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from clinic_site.health import healthz, readyz
from clinic_site.media.views import media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("clinic_site.sign_in.urls")),
    path("admin/", admin.site.urls),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media),
    path("", include("contact.urls")),
    path("", include("content.urls")),
    # Wagtail answers every other address, so it comes last.
    path("", include(wagtail_urls)),
]

handler400 = "contact.failures.bad_request"
handler500 = "clinic_site.failures.server_error"
