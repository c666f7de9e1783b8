from wagtail import blocks

from .care import CareCardBlock, DoDontBlock, NotForBlock, RisksBlock, TimelineBlock, WarningBlock
from .clinic_records import ClinicRecordBlock
from .evidence import AlternativesBlock, NumbersBlock, TreatmentComparisonBlock, UnknownsBlock, UntreatedBlock
from .front import ConditionsBlock, PictureWithWordsBlock, PullBlock, StepsBlock
from .options import OptionsBlock
from .page_links import ChangesBlock, RelatedPagesBlock
from .pictures import IllustrationBlock, PictureBlock
from .scenes import ScenesBlock
from .text import ExpanderBlock, HeadingBlock, KeyPointsBlock, QuestionsBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    key_points = KeyPointsBlock()
    questions = QuestionsBlock()
    expander = ExpanderBlock()
    related_pages = RelatedPagesBlock()
    changes = ChangesBlock()
    numbers = NumbersBlock()
    unknowns = UnknownsBlock()
    alternatives = AlternativesBlock()
    untreated = UntreatedBlock()
    treatment_comparison = TreatmentComparisonBlock()
    options = OptionsBlock()
    risks = RisksBlock()
    not_for = NotForBlock()
    warning = WarningBlock()
    care_card = CareCardBlock()
    do_dont = DoDontBlock()
    timeline = TimelineBlock()
    scenes = ScenesBlock()
    illustration = IllustrationBlock()
    picture = PictureBlock()
    clinic_record = ClinicRecordBlock()
    steps = StepsBlock()
    conditions = ConditionsBlock()
    picture_with_words = PictureWithWordsBlock()
    pull = PullBlock()

    class Meta:
        block_counts = {
            "key_points": {"max_num": 1},
            "conditions": {"max_num": 1},
            "pull": {"max_num": 1},
            "not_for": {"max_num": 1},
            "changes": {"max_num": 1},
            "untreated": {"max_num": 1},
            "unknowns": {"max_num": 1},
            "questions": {"max_num": 1},
            "treatment_comparison": {"max_num": 1},
        }
