"""One transaction per request: what it saw, did and logged stands or falls together."""

from django.db import transaction


class TransactionMiddleware:
    """Run the request in one transaction; roll back whatever an error or a refusal leaves half done.

    Row security is set inside it (`tenancy.enter`), so nothing that queries may come before it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/static/"):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request, exception):
        # Django turns a view's error into an answer, which atomic() would otherwise commit. Not rolled back here:
        # the answer is still to be made, and the session that it read to be saved, in this transaction.
        request.failed = True
