"""Run the program as `python -m itsm_compiler`."""

from itsm_compiler.cli import main

if __name__ == "__main__":
    main()
