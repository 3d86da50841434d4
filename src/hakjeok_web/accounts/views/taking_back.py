"""선생님 확인: a screen that was handed over opens the site again for its own person alone."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts import factors, handed_over
from hakjeok_web.accounts.actions import DEMO_KEY
from hakjeok_web.accounts.policies import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request):
    """Asks for a factor of the signed-in person, shown after the screen was handed over; then it is his again."""
    held = handed_over.held_by(request)
    if held is None:
        return redirect("/")
    is_demo = settings.DEMO and DEMO_KEY in request.session
    if handed_over.is_back(request, held) or (is_demo and request.method == "POST"):
        return redirect(handed_over.take_back(request))
    if request.method == "POST":
        return factors.way_to_factor(request, back=request.path)
    return render(request, "accounts/take_back.html", {"held": held, "is_demo": is_demo})
