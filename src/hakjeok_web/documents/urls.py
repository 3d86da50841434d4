from django.urls import path

from hakjeok_web.documents import attachment_views, entry_views, guardian_views, pupil_views, views

app_name = "documents"

urlpatterns = [
    # /forms/
    path("forms/", entry_views.forms_index, name="forms"),
    path("forms/<slug:definition>/", entry_views.fill_in, name="entry"),
    # /documents/: writing
    path("documents/new/", entry_views.new, name="new"),
    path("documents/<uuid:draft>/edit/", entry_views.edit, name="edit"),
    path("documents/<uuid:draft>/discard/", entry_views.discard, name="discard"),
    path("documents/<uuid:draft>/pupils/<slug:table>/", pupil_views.choose, name="pupils"),
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
    # /jobs/
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<uuid:job>/", views.job, name="job"),
    path("jobs/<uuid:job>/cancellation/", views.cancel, name="cancel_job"),
    path("files/<uuid:file>/", views.file, name="file"),
]
