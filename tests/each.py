"""Many cases of one thing in one test: what they need, a database and a whole application, is made once for all.

For cases that leave nothing behind, refusals above all. Each is tried, whatever became of those before it, and all that
fail are told. Where one case could make another pass or fail, `pytest.mark.parametrize` gives each its own.
"""

import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

Test = Callable[..., Awaitable[None] | None]


def each(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Use it as `pytest.mark.parametrize`: `names` are the arguments that a case gives values to."""
    wanted = (names,) if isinstance(names, str) else names
    given = [dict(zip(wanted, (case,) if isinstance(names, str) else case, strict=True)) for case in cases]
    assert given, "a test without a case proves nothing"

    def all_in_one(test: Test) -> Test:
        @functools.wraps(test)
        async def tries(**fixtures: Any) -> None:
            failed: list[Exception] = []
            for case in given:
                try:
                    trying = test(**fixtures, **case)
                    if inspect.isawaitable(trying):
                        await trying
                except Exception as error:
                    error.add_note(f"in the case of {case!r:.500}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(given)} cases", failed)

        signature = inspect.signature(test)
        left = [one for name, one in signature.parameters.items() if name not in wanted]
        assert len(left) == len(signature.parameters) - len(wanted), "every name is an argument of the test"
        tries.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return tries

    return all_in_one
