"""`python -m sustainrubric`."""

from sustainrubric.cli.main import main

if __name__ == "__main__":
    main()
