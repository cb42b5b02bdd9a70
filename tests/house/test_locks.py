"""The locks hold what setup.cfg asks for, each version once, each with its hashes."""

import re

from tests.house import tree

PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)((?:.*\\\n)*.*)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return {pin[1]: pin[2] for pin in PIN.finditer((tree.ROOT / name).read_text("utf-8"))}


def wanted(*extras: str) -> set[str]:
    options = tree.facts()
    lines = options["options"]["install_requires"].split()
    for extra in extras:
        lines += options["options.extras_require"][extra].split()
    return {re.split(r"[\[>]", line)[0] for line in lines}


def test_runtime_lock_holds_every_requirement_and_the_postgresql_driver():
    assert wanted("postgres") - pins("requirements.lock").keys() == set()


def test_test_lock_holds_every_requirement_of_the_tests():
    assert wanted("postgres", "test") - pins("requirements-test.lock").keys() == set()


def test_tests_run_on_the_versions_that_are_served():
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_every_pin_has_a_hash():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (tree.ROOT / name).read_text("utf-8")
        assert [pin[1] for pin in PIN.finditer(text) if "--hash=sha256:" not in pin[3]] == [], name
