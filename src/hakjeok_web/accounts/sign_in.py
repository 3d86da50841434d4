"""How allauth signs people in here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself: accounts come by invitation."""

    def is_open_for_signup(self, request):
        return False
