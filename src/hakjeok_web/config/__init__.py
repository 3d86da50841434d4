"""Settings, addresses and what all apps share. Importing this loads nothing else."""


def demo_accounts() -> list[str]:
    """Lines for the terminal: who can be looked at on this demonstration site."""
    from hakjeok_web.config.demo_people import lines

    return lines()
