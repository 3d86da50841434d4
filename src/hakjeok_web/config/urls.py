"""Every address of the site; each route's policy stands on its view, or here for views of libraries."""

from django.urls import include, path

from hakjeok_web.accounts.policies import RoutePolicy

# Views that come from a library cannot be marked, so they stand here by name.
LIBRARY_POLICIES: dict[str, RoutePolicy] = {}

urlpatterns = [
    path("", include("hakjeok_web.obligations.urls")),
    path("", include("hakjeok_web.accounts.urls")),
    path("", include("hakjeok_web.schools.urls")),
    path("", include("hakjeok_web.students.urls")),
    path("", include("hakjeok_web.attendance.urls")),
    path("", include("hakjeok_web.documents.urls")),
]
