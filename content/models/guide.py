from django.utils.functional import cached_property


class PartOfGuide:
    """A page that stands on a shelf with others, which are read one after the other like a guide."""

    @cached_property
    def guide(self):
        """All live pages of the shelf in reading order, this one among them."""
        return self.breadcrumbs[-1].shelf

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
