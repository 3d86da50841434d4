"""Who asks: pages that are open to anybody look as usual to people of a school, and slim to everybody else."""

from hakjeok_web.accounts.middleware import has_strong_sign_in


def actor_of(request):
    """The person of a school who asks; None for a visitor, and for one who has not signed in to the end."""
    return request.actor if request.actor and has_strong_sign_in(request) else None


def frame_of(request) -> str:
    """The template around the page."""
    return "base.html" if actor_of(request) else "helper/_visitors.html"
