"""The README and docs/ say what is there: every setting and command, files that exist, links that arrive, examples
that work."""

import json
import re
from pathlib import Path

import click
import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app, commands
from inquiries.app import House
from inquiries.forms import catalogue
from inquiries.routing.conditions import CONDITIONS
from inquiries.settings import KEYS, Settings, load
from tests.house import test_recipes, tree

README = tree.ROOT / "README.md"
CHANGELOG = tree.ROOT / "CHANGELOG.md"
DOCS = [README, CHANGELOG, *sorted((tree.ROOT / "docs").glob("*.md"))]
PLACES = ("inquiries/", "templates/", "tests/", "examples/", "docs/", ".ci/")
README_LINES = 350
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|lorem)\b", re.IGNORECASE)


def text(path: Path) -> str:
    return path.read_text("utf-8")


def prose(path: Path) -> str:
    """Without the blocks of code."""
    return re.sub(r"^```.*?^```$", "", text(path), flags=re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """What stands in the README under one heading of the second level."""
    return text(README).split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_column(title: str) -> list[str]:
    """Every word in code type in the first column of a section's table."""
    rows = [line for line in section(title).splitlines() if line.startswith("| ")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split("|")[1])]


def anchors(path: Path) -> set[str]:
    """What a link may point at, as GitHub makes it of headings."""
    titles = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title) for title in titles]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in plain}


def subcommands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    found = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= subcommands(command, f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def shown(argument: click.Argument) -> str:
    """What stands for it in the help."""
    return argument.metavar or str(argument.name).upper()


def test_every_setting_stands_in_the_readme_once_and_no_other() -> None:
    assert sorted(first_column("Every setting")) == sorted(KEYS)


def test_every_condition_stands_in_the_readme() -> None:
    row = next(line for line in section("Every setting").splitlines() if line.startswith("| `routing.when`"))
    assert [name for name in CONDITIONS if f"`{name}`" not in row] == []


@pytest.mark.parametrize("name", ["host", "port", "timezone", "default_desk", "log_format"])
def test_default_in_the_readme_is_the_default(name: str) -> None:
    row = next(line for line in section("Every setting").splitlines() if line.startswith(f"| `{name}`"))
    assert f"`{getattr(Settings(), name)}`" == row.split("|")[2].strip()


def test_every_command_stands_in_the_readme_with_its_options_and_no_other() -> None:
    rows = {
        re.match(r"[a-z-]+(?: [a-z]+)?", re.findall(r"`([^`]+)`", line)[0]).group(): line
        for line in section("Every command").splitlines()
        if line.startswith("| `")
    }
    there = subcommands(commands.cli)
    assert sorted(rows) == sorted(there)
    unsaid = {
        (name, option)
        for name, command in there.items()
        for parameter in command.params
        for option in ([shown(parameter)] if isinstance(parameter, click.Argument) else parameter.opts)
        if option not in rows[name]
    }
    assert unsaid == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_commands_in_the_examples_exist(path: Path) -> None:
    named = set(re.findall(r"run\.py ([a-z-]*[a-z])", text(path)))
    assert named - commands.cli.commands.keys() - {"test"} == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_link_inside_arrives(path: Path) -> None:
    links = re.findall(r'\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"', prose(path))
    lost = []
    for link in map("".join, links):
        file, _, anchor = link.partition("#")
        if re.match(r"https?:", link):
            continue
        to = (path.parent / file).resolve() if file else path
        if not to.exists() or (anchor and anchor not in anchors(to)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_file_named_exists(path: Path) -> None:
    """Those that a recipe makes do not exist yet: that is what the recipe is for."""
    made = {step.file for recipe in test_recipes.recipes().values() for step in recipe if step.kind != "diff"}
    words = re.findall(r"`([^`\s]+)`", text(path)) + re.findall(r"=(\S+\.toml)", text(path))
    named = {word for word in words if word.startswith(PLACES)}
    assert {word for word in named - made if not (tree.ROOT / word).exists()} == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_nothing_is_left_unfinished(path: Path) -> None:
    assert UNFINISHED.findall(text(path)) == []


def test_readme_is_short_enough_to_read() -> None:
    assert len(text(README).splitlines()) <= README_LINES


def test_every_room_stands_on_the_map() -> None:
    rooms = {f"inquiries/{path.parent.name}/" for path in tree.PACKAGE.glob("*/__init__.py")}
    on_the_map = set(first_column("A map of the house"))
    assert rooms - on_the_map == set()


def test_changelog_has_this_version() -> None:
    version = tree.facts()["metadata"]["version"]
    assert re.findall(r"^## \[([^\]]+)\]", text(CHANGELOG), re.MULTILINE)[:2] == ["Unreleased", version]


def test_every_field_of_every_form_stands_in_the_api_page() -> None:
    fields = {field.name for form in catalogue.forms(Settings()).values() for field in form.fields}
    assert {name for name in fields if f"`{name}`" not in text(tree.ROOT / "docs" / "api.md")} == set()


def test_examples_start(tmp_path: Path) -> None:
    for example in sorted((tree.ROOT / "examples").glob("*.toml")):
        assert load({"INQUIRIES_CONFIG": str(example)}, tmp_path).source == example


@pytest.fixture
async def client(aiohttp_client: AiohttpClient, house: House) -> TestClient:
    return await aiohttp_client(app.application(house, with_worker=False))


@pytest.mark.parametrize("path", [README, tree.ROOT / "docs" / "api.md"], ids=lambda path: path.name)
async def test_requests_in_the_docs_are_answered_as_the_docs_say(client: TestClient, path: Path) -> None:
    address = r"curl http://localhost:8080(/api\S+)"
    shown = rf"{address}.*?-d '(\{{.*?\}})'\n```\n(?:.(?!```sh))*?```json\n(.*?)```"
    examples = re.findall(shown, text(path), re.DOTALL)
    assert len(examples) == text(path).count("curl http://localhost:8080/api")
    for to, sent, said in examples:
        answer = await client.post(to, json=json.loads(sent))
        told, expected = await answer.json(), json.loads(said)
        if answer.status == 201:
            assert told.keys() == expected.keys()
        else:
            assert told == expected
