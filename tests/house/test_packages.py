"""The packages that setup.cfg lists are the packages there are."""

from tests.house import tree


def test_every_package_is_listed_and_every_listed_package_exists():
    listed = tree.facts()["options"]["packages"].split()
    found = {".".join(path.parent.relative_to(tree.ROOT).parts) for path in tree.python_files(tree.PACKAGE)}
    assert listed == sorted(found | {"inquiries.templates"})


def test_every_folder_with_modules_is_a_regular_package():
    folders = {path.parent for path in tree.python_files(tree.PACKAGE)}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
