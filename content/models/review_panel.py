from wagtail.admin.panels import Panel


class ReviewPanel(Panel):
    """Above the form: what the clinical review finds in the draft as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/panels/clinical_review.html"
