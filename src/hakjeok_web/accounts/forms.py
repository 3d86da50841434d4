"""Forms of signing in and of the school administrator."""

from datetime import date

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxValueValidator, MinValueValidator

from hakjeok_web.accounts import factors
from hakjeok_web.accounts.policies import MENU_TITLES, Menu, Role
from hakjeok_web.accounts.staff import LEVELS


def _password(label: str, *, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, help_text=help_text)


def _code(label: str, help_text: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "hj-short"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=20)


class SignInForm(LoginForm):
    """Name and password: the first half of a sign-in."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        login = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields = {
            "login": forms.CharField(label="아이디", widget=login, max_length=60),
            "password": _password("비밀번호", autocomplete="current-password"),
        }


class SpendsCode:
    """A code of the app counts once, whatever it was shown for."""

    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not factors.spend_code(self.authenticator, code):
            raise forms.ValidationError("방금 쓴 코드입니다. 인증 앱에 새 숫자가 나타나면 적어 주세요.")
        return code


class CodeForm(SpendsCode, AuthenticateForm):
    """The second half: a code of the app, or one of the recovery codes."""

    code = _code("인증 코드", "인증 앱에 보이는 숫자 6자리를 적어 주세요. 기기가 없으면 복구 코드를 적어 주세요.")


class ConfirmByCodeForm(SpendsCode, ReauthenticateByCodeForm):
    """A code shown afresh: not the one that the sign-in has just used."""

    code = _code("인증 코드", "인증 앱에 보이는 숫자 6자리를 적어 주세요.")


class ConfirmByPasswordForm(ReauthenticateForm):
    password = _password("비밀번호", autocomplete="current-password")


class ConnectAppForm(ActivateTOTPForm):
    code = _code("인증 코드", "인증 앱에 새로 나타난 숫자 6자리를 적어 주세요.")


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password1 = _password(
        "새 비밀번호", autocomplete="new-password", help_text="15자 이상. 기억하기 쉬운 긴 문장이 좋습니다."
    )
    password2 = _password("새 비밀번호 한 번 더", autocomplete="new-password")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict:
        values = super().clean()
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", "두 비밀번호가 다릅니다. 같은 비밀번호를 적어 주세요.")
        return values


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    message = {"invalid": "없는 날짜입니다. 2024-05-03처럼 적어 주세요.", "required": "날짜를 적어 주세요."}
    return forms.DateField(label=label, widget=widget, help_text=help_text, error_messages=message)


def _text(label: str, *, most: int, what: str, help_text: str = "", required: bool = True) -> forms.CharField:
    message = {"required": f"{what} 적어 주세요.", "max_length": f"{most}자까지 적을 수 있습니다."}
    return forms.CharField(label=label, max_length=most, help_text=help_text, required=required, error_messages=message)


class PostForm(forms.Form):
    """Role and position of somebody."""

    role = forms.ChoiceField(label="역할", choices=Role.choices)
    position = _text("직위", most=40, what="직위를", help_text="이름 앞에 쓰는 말. 보기: 교무부장", required=False)


class PersonForm(PostForm):
    """A new person of the school."""

    name = _text("성명", most=60, what="성명을")
    login = _text("아이디", most=30, what="아이디를", help_text="영문 소문자, 숫자, . _ - 로 4~30자")
    from_on = _day("시작일")
    field_order = ("name", "login", "role", "position", "from_on")


class EndForm(forms.Form):
    """The last day of a post."""

    to_on = _day("마지막 근무일", "다음 날부터 들어올 수 없습니다. 바로 막으려면 어제를 적어 주세요.")


# Everybody has his own obligations and jobs; there is nothing to give.
GRANTABLE = [(menu.value, title) for menu, title in MENU_TITLES.items() if menu not in (Menu.TODO, Menu.JOBS)]


class GrantForm(forms.Form):
    """A right of one menu, with the reason."""

    menu = forms.ChoiceField(label="메뉴", choices=GRANTABLE)
    level = forms.ChoiceField(label="권한", choices=list(LEVELS.items()), widget=forms.RadioSelect, initial="read")
    reason = _text("까닭", most=200, what="까닭을", help_text="보기: 2학기 학적 업무를 함께 맡음")


_WITHIN_TIME = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 12, 31))]


class AccessLogFilter(forms.Form):
    """What to look for in the access log."""

    person = forms.UUIDField(required=False)
    first_on = forms.DateField(required=False, validators=_WITHIN_TIME)
    last_on = forms.DateField(required=False, validators=_WITHIN_TIME)
    pupil = forms.UUIDField(required=False)
    function = forms.CharField(required=False, max_length=80)
