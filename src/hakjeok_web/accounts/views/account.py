"""A person's own account (내 계정)."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hakjeok_web.accounts import actions
from hakjeok_web.accounts.policies import open_to_anyone


@open_to_anyone
@require_POST
def sign_out(request):
    """End this sign-in; pressing it twice is no error."""
    actions.sign_out(request)
    return redirect("/sign-in/")
