"""What makes a long password weak all the same (AUT-9): no rules of composition, only what is easily guessed."""

from django.core.exceptions import ValidationError

SHORTEST = 15  # anything shorter is refused for that already
FEWEST_SIGNS = 6
LEAST_BESIDE_WORDS = 8
_WORDS = ("hakjeok", "학적", "password", "비밀번호", "초등학교", "qwertyuiop", "1234567890", "0123456789", "admin")


class GuessableValidator:
    """Refuses few repeated signs, and one's own name or usual words with little beside them."""

    def validate(self, password: str, user=None) -> None:
        own = (user.login, user.name) if user else ()
        beside = password.lower()
        for word in (*own, *_WORDS):
            beside = beside.replace(word.lower(), "")
        is_guessable = len(set(password)) < FEWEST_SIGNS or len(beside) < LEAST_BESIDE_WORDS
        if is_guessable and len(password) >= SHORTEST:
            raise ValidationError(
                "쉽게 짐작할 수 있는 비밀번호입니다. 아이디, 이름, 되풀이한 글자 말고 긴 문장을 적어 주세요.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return "아이디, 이름, 되풀이한 글자로만 된 비밀번호는 쓸 수 없습니다."
