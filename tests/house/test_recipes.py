"""The recipes of docs/recipes.md, followed word for word in a copy of the tree: what they add works and is tested."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import tree

RECIPES = tree.ROOT / "docs" / "recipes.md"
BLOCK = re.compile(r"(?:^`([\w./-]+)`\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = {"python", "html", "diff"}
COPIED = ("inquiries", "templates", "tests", "examples", "pyproject.toml", "setup.cfg", "run.py", "README.md")


@dataclass(frozen=True)
class Step:
    """One block: a new file's content, or lines to change in one that is there."""

    file: str
    kind: str
    text: str


def steps(recipe: str) -> Iterator[Step]:
    file = ""
    for named, kind, text in BLOCK.findall(recipe):
        file = named or file
        if kind in CODE:
            yield Step(file, kind, text)


def recipes() -> dict[str, list[Step]]:
    parts = re.split(r"^## (.+)$", RECIPES.read_text("utf-8"), flags=re.MULTILINE)
    return {title: list(steps(text)) for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def follow(step: Step, root: Path) -> None:
    path = root / step.file
    if step.kind != "diff":
        assert not path.exists(), f"{step.file} is there already: the recipe needs another example"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, "utf-8")
        return
    lines = step.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"docs/recipes.md: these lines are not once in {step.file}:\n{before}"
    path.write_text(text.replace(before, after), "utf-8")


def tried(root: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_there_are_four_recipes_and_the_readme_names_them_all():
    readme = (tree.ROOT / "README.md").read_text("utf-8")
    assert list(recipes()) == ["A form", "A condition", "A channel", "A staff page"]
    for title in recipes():
        anchor = title.lower().replace(" ", "-")
        assert f"docs/recipes.md#{anchor}" in readme


@pytest.mark.parametrize("title", recipes())
def test_steps_of_the_recipe_stand_in_the_readme_in_their_order(title):
    readme = (tree.ROOT / "README.md").read_text("utf-8")
    anchor = title.lower().replace(" ", "-")
    short = readme.split(f"docs/recipes.md#{anchor}", 1)[1].split("\n\n", 2)[1]
    places = [short.find(f"`{step.file}`") for step in recipes()[title]]
    assert -1 not in places
    assert places == sorted(places)


def test_recipes_followed_word_for_word_work(tmp_path):
    """All four in one copy. The tests that hold every form, page and address run on what they added."""
    for name in COPIED:
        source = tree.ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path)
    for recipe in recipes().values():
        for step in recipe:
            follow(step, tmp_path)
    tried(tmp_path, "ruff", "check", "--fix", "--no-cache", "-q", ".")
    tried(tmp_path, "ruff", "format", "--no-cache", "-q", ".")
    house = [f"tests/house/test_{name}.py" for name in ("public_pages", "staff_pages", "templates", "routes")]
    new = ["tests/routing/test_mail_domain.py", "tests/notify/test_board.py"]
    about = "volunteer or colleagues or mail_domain or board or strangers or every_template_that"
    quickly = ["-p", "no:cacheprovider", "--database=sqlite", "-k", about]
    tried(tmp_path, "pytest", *quickly, "tests/forms/test_contract.py", *house, *new)
