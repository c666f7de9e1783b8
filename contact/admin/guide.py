"""How triage works here, beside the work itself. trials/guide_pictures takes its pictures from the real screens."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path


class GuidesTriage:
    def get_urls(self):
        guide = self.admin_site.admin_view(self.guide_view)
        return [path("guide/", guide, name="contact_consultationrequest_guide"), *super().get_urls()]

    def guide_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": "How to work through requests",
            "media": self.media,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/contact/consultationrequest/guide.html", context)
