"""`python -m dutykit`."""

from dutykit.cli.main import run

if __name__ == "__main__":
    run()
