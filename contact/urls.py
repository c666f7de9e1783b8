from django.urls import path, re_path

from contact.clinic.brand import brand_stylesheet
from contact.clinic.brand_pictures import brand_picture
from contact.views import AskForConsultation, ConsultationReceived, ReferPatient, ReportMistake

urlpatterns = [
    re_path(
        r"^brand/(?P<color>[0-9a-f]{6})-(?P<version>[0-9a-f]{12})\.css$", brand_stylesheet, name="brand_stylesheet"
    ),
    re_path(r"^brand/(?P<kind>icon|share)-(?P<version>[0-9a-f]{12})\.png$", brand_picture, name="brand_picture"),
    path("consultation/", AskForConsultation.as_view(), name="consultation"),
    path("consultation/received/", ConsultationReceived.as_view(), name="consultation_received"),
    path("for-clinicians/refer/", ReferPatient.as_view(), name="referral"),
    path("report-a-mistake/", ReportMistake.as_view(), name="report_mistake"),
]
