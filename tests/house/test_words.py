"""No file names a package registry's host or a path of somebody's machine."""

import re

from tests.house import tree

# Taken apart, or this file would name them.
HOSTS = [left + right for left, right in [("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.")]]
HOMES = re.compile(r"(?<![\w.*])/(?:home/\w+|Users/\w+|root)/\w")


def text_files() -> list[tuple[str, str]]:
    texts = []
    for path in tree.files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((path.relative_to(tree.ROOT).as_posix(), content.decode("utf-8", "replace")))
    return texts


def test_no_file_names_a_registry():
    assert [(name, host) for name, text in text_files() for host in HOSTS if host in text.lower()] == []


def test_no_file_names_a_path_of_a_machine():
    here = f"{tree.ROOT}/"
    assert [name for name, text in text_files() if here in text or HOMES.search(text)] == []
