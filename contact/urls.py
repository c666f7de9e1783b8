from django.urls import path

from contact.views import AskForConsultation, ConsultationReceived

urlpatterns = [
    path("consultation/", AskForConsultation.as_view(), name="consultation"),
    path("consultation/received/", ConsultationReceived.as_view(), name="consultation_received"),
]
