"""Every address of the site."""

from django.urls import path

from hakjeok_web.accounts.policies import Audience, RoutePolicy

LIBRARY_POLICIES: dict[str, RoutePolicy] = {}

urlpatterns: list = []
