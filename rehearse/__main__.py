"""`python -m rehearse` is the console script `rehearse`."""

from rehearse.cli.main import main

if __name__ == "__main__":
    main()
