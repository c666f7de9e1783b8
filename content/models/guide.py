from django.utils.functional import cached_property

# Nobody reads a longer one from page to page; the way back to the shelf shows what is on it.
LONGEST_GUIDE = 24


class PartOfGuide:
    """A page that stands on a shelf with others, which are read one after the other like a guide."""

    @cached_property
    def guide(self):
        """All live pages of the shelf in reading order, this one among them; none where they are too many."""
        pages = self.breadcrumbs[-1].first_on_shelf(LONGEST_GUIDE + 1)
        return pages if len(pages) <= LONGEST_GUIDE else []

    @cached_property
    def previous_in_guide(self):
        return self._neighbour(-1)

    @cached_property
    def next_in_guide(self):
        return self._neighbour(+1)

    def _neighbour(self, step):
        """None at either end, and for a draft, which has no place among the live pages yet."""
        places = {page.pk: place for place, page in enumerate(self.guide)}
        if self.pk not in places:
            return None
        place = places[self.pk] + step
        return self.guide[place] if 0 <= place < len(self.guide) else None
