"""What every page shows around its content (화면 틀)."""


def shell(request):
    return {}
