"""Write the built-in packs as checked plain data: `python -m itsm_compiler.rules`."""

from pathlib import Path

from itsm_compiler.rules.catalogue import COMPILED, compile_packs

(Path(__file__).parent / COMPILED).write_text(compile_packs(), encoding="utf-8")
