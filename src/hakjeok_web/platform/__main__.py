"""`python -m hakjeok_web.platform COMMAND`: for the Makefile and for the supervisor's children."""

import sys

from hakjeok_web.platform import commands

COMMANDS = {
    "serve": commands.serve,
    "manage": commands.manage,
    "web": commands.web,
    "worker": commands.worker,
    "people": commands.people,
    "check-database": commands.check_database,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m hakjeok_web.platform {{{','.join(COMMANDS)}}} …")
    sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
