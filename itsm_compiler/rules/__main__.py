"""Write what the rules read as JSON instead of YAML: `python -m itsm_compiler.rules`."""

from pathlib import Path

from itsm_compiler import knowledge
from itsm_compiler.rules import catalogue

ROOT = Path(__file__).parents[1]

(ROOT / "rules" / catalogue.COMPILED).write_text(catalogue.compile_packs(), encoding="utf-8")
(ROOT / "knowledge" / knowledge.COMPILED).write_text(knowledge.compile_knowledge(), encoding="utf-8")
