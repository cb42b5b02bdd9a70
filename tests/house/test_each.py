"""What tries many cases in one test tries them all and can fail."""

import pytest

from tests.each import each


async def test_every_case_is_tried_and_all_that_fail_are_told_by_name() -> None:
    tried = []

    @each(("left", "right"), [(1, 1), (1, 2), (2, 2), (2, 3)])
    async def same(left: int, right: int) -> None:
        tried.append((left, right))
        assert left == right

    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as told:
        await same()
    assert tried == [(1, 1), (1, 2), (2, 2), (2, 3)]
    assert [error.__notes__ for error in told.value.exceptions] == [
        ["in the case of {'left': 1, 'right': 2}"],
        ["in the case of {'left': 2, 'right': 3}"],
    ]


@pytest.mark.parametrize(("names", "cases"), [("other", [1]), ("value", []), (("value", "other"), [(1,)])])
def test_what_would_try_nothing_is_no_test(names: str | tuple[str, ...], cases: list[object]) -> None:
    async def tests(value: int) -> None:
        """Nothing."""

    with pytest.raises((AssertionError, ValueError)):
        each(names, cases)(tests)
