"""``python -m mtfix.cli``."""

from mtfix.cli import main

if __name__ == "__main__":
    main()
