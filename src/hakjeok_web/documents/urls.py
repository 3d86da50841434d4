from django.urls import path

from hakjeok_web.documents import batch_views, verification_views, views, wording_views

app_name = "documents"

urlpatterns = [
    # /forms/
    path("forms/", views.forms_index, name="forms"),
    path("forms/<slug:definition>/", views.entry, name="entry"),
    path("forms/<slug:definition>/blank/", batch_views.blank, name="blank"),
    path("forms/<slug:definition>/batch/", batch_views.order_batch, name="batch"),
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
