from django.urls import path

from hakjeok_web.documents import (
    attachment_views,
    batch_views,
    entry_views,
    guardian_views,
    pupil_views,
    verification_views,
    views,
    wording_views,
)

app_name = "documents"

urlpatterns = [
    # /forms/
    path("forms/", entry_views.forms_index, name="forms"),
    path("forms/<slug:definition>/", entry_views.fill_in, name="entry"),
    path("forms/<slug:definition>/blank/", batch_views.blank, name="blank"),
    path("forms/<slug:definition>/batch/", batch_views.order_batch, name="batch"),
    # /documents/: writing
    path("documents/new/", entry_views.new, name="new"),
    path("documents/<uuid:draft>/edit/", entry_views.edit, name="edit"),
    path("documents/<uuid:draft>/discard/", entry_views.discard, name="discard"),
    path("documents/<uuid:draft>/pupils/<slug:table>/", pupil_views.choose, name="pupils"),
    path("documents/<uuid:draft>/handing-over/", guardian_views.hand_over, name="hand_over"),
    path("documents/<uuid:draft>/guardian/", guardian_views.fill_in, name="guardian"),
    path("documents/<uuid:draft>/guardian/sent/", guardian_views.sent, name="guardian_sent"),
    path("documents/<uuid:draft>/attachments/", attachment_views.index, name="attachments"),
    path("documents/<uuid:document>/attachments/<uuid:attachment>/", attachment_views.fetch, name="attachment"),
    path(
        "documents/<uuid:draft>/attachments/<uuid:attachment>/removal/",
        attachment_views.remove,
        name="remove_attachment",
    ),
    # /documents/
    path("documents/<uuid:document>/", views.document, name="document"),
    path("documents/<uuid:document>/files/", views.print_document, name="print_document"),
    # /form-overrides/
    path("form-overrides/", wording_views.index, name="wordings"),
    path("form-overrides/<slug:definition>/", wording_views.edit, name="wording"),
    path("form-overrides/<slug:definition>/restoration/", wording_views.restore, name="restore_wording"),
    # /verify/
    path("verify/", verification_views.verify, name="verify"),
    # /jobs/
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("jobs/<uuid:job>/cancellation/", views.cancel, name="cancel_job"),
    path("files/<uuid:file>/", views.file, name="file"),
]
