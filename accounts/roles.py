"""The roles of the product and what each may do, with the reason. role_permissions.py applies them after each migrate.

A clinic that needs another set of permissions makes a group of its own; nothing here touches it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Role:
    name: str
    # Shown where the role is given.
    sentence: str
    # Each permission as "app.codename", with its reason.
    permissions: dict[str, str]
    # Over every page, and over the pictures of every collection.
    page_permissions: dict[str, str] = field(default_factory=dict)
    picture_permissions: dict[str, str] = field(default_factory=dict)
    # Privacy officers read what managers did, so managers cannot appoint them, nor touch their accounts.
    is_given_by_managers: bool = True


WRITING = {
    "wagtailadmin.access_admin": "The page editor is where they work.",
    "content.view_source": "Pages cite sources.",
    "content.add_source": "A new statement may need a source that is not there yet.",
    "content.change_source": "A source is corrected as a draft, which a second person approves.",
}
PICTURES = {
    "wagtailimages.choose_image": "Pages show pictures.",
    "wagtailimages.add_image": "A page may need a new picture; it is seen once the page is approved.",
}

# The clinic's own records: each is drafted like a page.
CLINIC_RECORDS = {
    "content.view_pricesandinsurance": "They keep the prices right, as drafts.",
    "content.change_pricesandinsurance": "They keep the prices right, as drafts.",
    "content.view_treatmentsoffered": "They say which treatments the clinic gives, as drafts.",
    "content.change_treatmentsoffered": "They say which treatments the clinic gives, as drafts.",
    "content.view_monitoringandreadiness": "They say how sessions are watched over, as drafts.",
    "content.change_monitoringandreadiness": "They say how sessions are watched over, as drafts.",
    "content.view_photographs": "They choose the photographs, as drafts.",
    "content.change_photographs": "They choose the photographs, as drafts.",
}

EDITORS = Role(
    name="Editors",
    sentence="They write and change pages; a clinical reviewer approves them first. They don't see requests.",
    permissions=WRITING | CLINIC_RECORDS,
    page_permissions={
        "wagtailcore.add_page": "They begin pages, as drafts.",
        "wagtailcore.change_page": "They change pages, as drafts.",
    },
    picture_permissions=PICTURES,
)
CLINICAL_REVIEWERS = Role(
    name="Clinical reviewers",
    sentence="They check pages and publish what others wrote. They don't see requests.",
    permissions=WRITING
    | CLINIC_RECORDS
    | {
        "content.publish_source": "They approve corrections of sources.",
        "content.publish_pricesandinsurance": "They approve what the clinic says about its prices.",
        "content.publish_treatmentsoffered": "They approve what the clinic says it offers.",
        "content.publish_monitoringandreadiness": "They answer for what the clinic says about safety.",
        "content.publish_photographs": "They check that no patient is in a photograph.",
    },
    page_permissions={
        "wagtailcore.add_page": "They write, too; somebody else approves it.",
        "wagtailcore.change_page": "They write, too; somebody else approves it.",
        "wagtailcore.publish_page": "They approve pages, and take one down that should not be read.",
        "wagtailcore.lock_page": "They keep a page as it is while they read it.",
        "wagtailcore.unlock_page": "They open a page again that somebody locked and forgot.",
    },
    picture_permissions=PICTURES,
)
TRIAGE = Role(
    name="Triage",
    sentence="They read requests, call people back and write down what was said. They don't change pages.",
    permissions={
        "contact.view_consultationrequest": "They read what people ask for.",
        "contact.change_consultationrequest": "They move requests on and assign them.",
        "contact.view_note": "They read what colleagues wrote down.",
        "contact.add_note": "They write down what was said.",
        "contact.view_contactattempt": "They see who tried to reach somebody, and when.",
        "contact.add_contactattempt": "They write down each try to reach somebody.",
        "contact.view_requestevent": "They see what happened to a request before it came to them.",
    },
)
PRACTICE_MANAGERS = Role(
    name="Practice managers",
    sentence="They look after clinic details, reply templates and accounts, and can read requests and figures.",
    permissions={
        "contact.view_consultationrequest": "They see how the work goes and answer for it, but do not do it.",
        "contact.view_clinicdetails": "The clinic's details are theirs.",
        "contact.change_clinicdetails": "The clinic's details are theirs.",
        "contact.view_crisishelp": "They keep the crisis numbers right.",
        "contact.change_crisishelp": "They keep the crisis numbers right.",
        "contact.view_openinghours": "Part of the clinic's details.",
        "contact.add_openinghours": "Part of the clinic's details.",
        "contact.change_openinghours": "Part of the clinic's details.",
        "contact.delete_openinghours": "Part of the clinic's details.",
        "contact.view_holiday": "Part of the clinic's details.",
        "contact.add_holiday": "Part of the clinic's details.",
        "contact.change_holiday": "Part of the clinic's details.",
        "contact.delete_holiday": "Part of the clinic's details.",
        "wagtailadmin.access_admin": "Prices, treatments and photographs of the clinic are drafted in the page editor.",
        **CLINIC_RECORDS,
        "contact.view_replytemplate": "They word what triage says and writes.",
        "contact.add_replytemplate": "They word what triage says and writes.",
        "contact.change_replytemplate": "They word what triage says and writes.",
        "contact.delete_replytemplate": "They word what triage says and writes.",
        "contact.view_outboxmessage": "They see when mail is stuck.",
        "contact.change_outboxmessage": "They try a mail again, or end it.",
        "contact.view_upkeeprun": "They call whoever looks after the server when a backup failed.",
        "contact.view_retentionperiod": "They know how long requests are kept.",
        "contact.change_retentionperiod": "A clinic may have nobody else for it.",
        "auth.view_user": "They look after accounts.",
        "auth.add_user": "They invite colleagues.",
        "auth.change_user": "They disable accounts and help with a lost password or phone.",
    },
    picture_permissions=PICTURES,
)
PRIVACY_OFFICERS = Role(
    name="Privacy officers",
    sentence="They check who looked at what, set how long requests are kept, and can export or delete requests.",
    permissions={
        "contact.view_consultationrequest": "They answer people who ask what is kept of them.",
        "contact.delete_consultationrequest": "They delete a request when the person asks for it.",
        "contact.export_consultationrequest": "They hand over what is kept, and answer for every copy.",
        "contact.view_requestevent": "They check who looked at what.",
        "contact.view_deletionrecord": "They prove what was deleted.",
        "contact.view_outboxmessage": "They see what leaves the site by mail.",
        "contact.view_retentionperiod": "They set how long requests are kept.",
        "contact.change_retentionperiod": "They set how long requests are kept.",
        "contact.view_upkeeprun": "They check that deletions and backups ran.",
        "auth.view_user": "They check who may sign in.",
        "admin.view_logentry": "They check what managers did with accounts.",
    },
    is_given_by_managers=False,
)

ROLES = {role.name: role for role in [EDITORS, CLINICAL_REVIEWERS, TRIAGE, PRACTICE_MANAGERS, PRIVACY_OFFICERS]}
