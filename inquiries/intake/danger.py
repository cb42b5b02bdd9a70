"""Whether what was typed into a form reads like the words of somebody in danger. Stores nothing, and draws nothing."""

from collections.abc import Mapping

from inquiries.forms import field
from inquiries.forms.form import Form
from inquiries.safeguarding import disclosure
from inquiries.settings import Settings


def reads_so(settings: Settings, form: Form, answers: Mapping[str, str]) -> bool:
    """Only their own words can; what is longer than any answer we keep is refused, and need not be read whole."""
    lists = disclosure.lists(settings.safeguarding)
    return lists is not None and lists.read(words[: field.LONG] for words in form.written(answers))
