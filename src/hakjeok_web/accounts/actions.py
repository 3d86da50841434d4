"""What people do with accounts, posts and rights."""

from django.contrib.auth import login, logout

from hakjeok_web.accounts.models import Staff

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCHOOL_KEY = "school"
DEMO_KEY = "demo_as"


def sign_in_for_demo(request, post: Staff) -> None:
    """Sign in as somebody of a demonstration site; any earlier sign-in of this browser ends."""
    logout(request)
    login(request, post.user, backend=BACKEND)
    request.session[DEMO_KEY] = str(post.user.pk)
    request.session[SCHOOL_KEY] = str(post.school_id)


def sign_out(request) -> None:
    """End this browser's sign-in on the server."""
    logout(request)
