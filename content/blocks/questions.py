from .facts import CarriesFacts
from .points import PointsBlock


class QuestionsBlock(CarriesFacts):
    points = PointsBlock(label="Questions")

    def section_title(self, value):
        return "Questions to ask"

    class Meta:
        icon = "help"
        label = "Questions to ask"
        help_text = "What a reader can ask a clinician, written as the reader would say it."
        group = "Words"
        template = "content/blocks/questions.html"
        preview_value = {"points": ["What else could I try first?"]}
