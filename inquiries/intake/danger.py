"""Whether what was typed into a form reads like the words of somebody in danger. Stores nothing, and draws nothing."""

from collections.abc import Mapping

from inquiries.forms.form import Form
from inquiries.safeguarding import disclosure
from inquiries.settings import Settings

_READ = (
    20_000  # characters: no more are kept of any answer, and a page that refuses more need not read it all
)


def reads_so(settings: Settings, form: Form, answers: Mapping[str, str]) -> bool:
    """Only their own words can."""
    lists = disclosure.lists(settings.safeguarding)
    return lists is not None and lists.read(words[:_READ] for words in form.written(answers))
