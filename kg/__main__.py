"""The command `kg`, also as `python -m kg`: Ctrl-C is one line from the very first moment."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and leave with its exit code."""
    try:
        from kg.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the command itself is loaded
        sys.stderr.write("kg: interrupted\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
