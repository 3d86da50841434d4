"""How often one address may ask (횟수 제한): counted in this process's memory, nothing is kept of what was asked."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches

from hakjeok_web.config import clock

SECONDS = 60
WHOLE_HOUSEHOLD = 64  # bits of an IPv6 address that one customer has for himself


def seconds_to_wait(request, kind: str) -> int:
    """Count one question of this kind; 0 while the minute's number is not used up, else how long it still lasts."""
    instant = int(clock.now().timestamp())
    key = f"{kind}:{instant // SECONDS}:{_asker(request)}"
    counts = caches["askers"]
    counts.add(key, 0, timeout=SECONDS)
    try:
        asked = counts.incr(key)
    except ValueError:  # another address's count has just pushed it out
        return 0
    return SECONDS - instant % SECONDS if asked > settings.ASKED_A_MINUTE[kind] else 0


def _asker(request) -> str:
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network(f"{address}/{WHOLE_HOUSEHOLD}", strict=False).network_address)
    return str(address)
