"""What every page shows around its content (화면 틀)."""

from dataclasses import dataclass


def shell(request):
    return {}
