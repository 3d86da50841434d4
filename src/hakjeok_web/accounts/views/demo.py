"""A demonstration site shows itself as anybody (시연): no other site has these pages."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hakjeok_web.accounts import actions, queries
from hakjeok_web.accounts.policies import demo_only


@demo_only
@require_GET
def people(request):
    """The people of the demonstration schools, by role."""
    return render(request, "accounts/demo.html", {"schools": queries.demo_schools(today=request.today)})


@demo_only
@require_POST
def sign_in_as(request, user_id: uuid.UUID):
    """Sign in as one of them, without any factor; the banner says so on every page."""
    post = queries.demo_post(user_id, today=request.today)
    if post is None:
        raise Http404
    actions.sign_in_for_demo(request, post)
    return redirect("/")


@demo_only
@require_POST
def stop(request):
    """Back to the list of people."""
    actions.sign_out(request)
    return redirect("accounts:demo")
