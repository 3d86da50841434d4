"""`hakjeok manage bootstrap_site`: make an empty site usable, and print how its first administrator gets in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections, transaction

from hakjeok_web.accounts import bootstrap
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Refused
from hakjeok_web.platform import database

OWNER = "owner"


class Command(BaseCommand):
    """Run again, it changes nothing, and prints a new link as long as nobody has enrolled."""

    help = "빈 사이트에 학교와 첫 관리자를 만들고 등록 링크를 보여 줍니다. 여러 번 실행해도 됩니다."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--school-code", default="S000001", help="학교 코드")
        parser.add_argument("--office", default="시도교육청", help="시도교육청 이름")
        parser.add_argument("--office-code", default="O01", help="시도교육청 코드")
        parser.add_argument("--support-office", default="교육지원청", help="교육지원청 이름")
        parser.add_argument("--support-office-code", default="O0101", help="교육지원청 코드")

    def handle(self, *args, **options) -> None:
        site = settings.SITE_SETTINGS
        if not (site.school and site.administrator_name and site.administrator_login):
            raise CommandError(
                "설정 파일에 school, administrator_name, administrator_login을 모두 적어 주세요: " + str(site.path)
            )
        names = ("school_code", "office", "office_code", "support_office", "support_office_code")
        named = bootstrap.Institutions(school=site.school, **{name: options[name] for name in names})
        link = self._make(named, site)
        if link is None:
            self.stdout.write(f"{site.administrator_login} 계정은 이미 등록했습니다. 그대로 로그인해 주세요.")
            return
        self.stdout.write(f"{site.administrator_name} 선생님이 72시간 안에 한 번 쓸 수 있는 등록 링크입니다.\n{link}")

    def _make(self, named, site) -> str | None:
        school = bootstrap.make_institutions(named, using=as_owner())
        try:
            return bootstrap.invite_first_administrator(
                school, name=site.administrator_name, login=site.administrator_login, today=clock.today()
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused


def as_owner() -> str:
    """A connection that may make institutions; whoever serves may not (OPS-2)."""
    present = connections[transaction.DEFAULT_DB_ALIAS].settings_dict
    wanted = present | database.connection_settings(OWNER, pooled=False)
    connections.databases[OWNER] = wanted | {"NAME": present["NAME"]}
    return OWNER
