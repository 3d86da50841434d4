from django.urls import path

from hakjeok_web.nonenrollments.views import children, urging

app_name = "nonenrollments"

urlpatterns = [
    path("absence-cases/children/", children.index, name="children"),
    path("absence-cases/children/excel/", children.excel, name="children_excel"),
    path("absence-cases/children/new/", children.new, name="new"),
    path("absence-cases/children/<uuid:child>/", children.child, name="child"),
    path("absence-cases/children/<uuid:child>/edit/", children.edit, name="edit"),
    path("absence-cases/urging/", urging.index, name="urging"),
    path("absence-cases/urging/excel/", urging.excel, name="urging_excel"),
    path("absence-cases/urging/form/", urging.form, name="urging_form"),
]
