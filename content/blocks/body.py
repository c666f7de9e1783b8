from wagtail import blocks

from .alternatives import AlternativesBlock
from .care_card import CareCardBlock
from .changes import ChangesBlock
from .do_dont import DoDontBlock
from .expander import ExpanderBlock
from .heading import HeadingBlock
from .illustration import IllustrationBlock
from .key_points import KeyPointsBlock
from .not_for import NotForBlock
from .numbers import NumbersBlock
from .picture import PictureBlock
from .questions import QuestionsBlock
from .related_pages import RelatedPagesBlock
from .risks import RisksBlock
from .text import TextBlock
from .timeline import TimelineBlock
from .treatment_comparison import TreatmentComparisonBlock
from .unknowns import UnknownsBlock
from .untreated import UntreatedBlock
from .warning import WarningBlock


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
    risks = RisksBlock()
    not_for = NotForBlock()
    warning = WarningBlock()
    care_card = CareCardBlock()
    do_dont = DoDontBlock()
    timeline = TimelineBlock()
    illustration = IllustrationBlock()
    picture = PictureBlock()

    class Meta:
        block_counts = {
            "key_points": {"max_num": 1},
            "not_for": {"max_num": 1},
            "changes": {"max_num": 1},
            "untreated": {"max_num": 1},
            "unknowns": {"max_num": 1},
            "questions": {"max_num": 1},
            "treatment_comparison": {"max_num": 1},
        }
