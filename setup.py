"""List the packages of the four top-level folders; everything else is declared in pyproject.toml.

The folders beside `itsm_compiler` are installed inside it, and a list written by hand would silently drop a new
subpackage from the wheel.
"""

from setuptools import find_packages, setup

INSIDE = ("renderers", "schemas", "specs")

packages = find_packages(include=["itsm_compiler", "itsm_compiler.*"])
for folder in INSIDE:
    packages += [f"itsm_compiler.{folder}"]
    packages += [f"itsm_compiler.{folder}.{name}" for name in find_packages(folder)]

setup(packages=packages)
