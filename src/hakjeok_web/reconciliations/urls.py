from django.urls import path

from hakjeok_web.reconciliations import views

app_name = "reconciliations"

urlpatterns = [
    path("attendance-reconciliations/", views.index, name="list"),
    path("attendance-reconciliations/upload/", views.upload, name="upload"),
    path("attendance-reconciliations/<uuid:reconciliation>/", views.detail, name="detail"),
    path("attendance-reconciliations/<uuid:reconciliation>/choices/", views.choices, name="choices"),
    path("attendance-reconciliations/<uuid:reconciliation>/words/", views.words, name="words"),
    path("attendance-reconciliations/<uuid:reconciliation>/application/", views.application, name="application"),
    path("attendance-reconciliations/<uuid:reconciliation>/dropping/", views.dropping, name="dropping"),
    path("attendance-reconciliations/<uuid:reconciliation>/differences/", views.differences, name="differences"),
]
