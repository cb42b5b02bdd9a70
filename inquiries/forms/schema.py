"""What a program may send to a form, as JSON Schema (2020-12), drawn from the form's own fields. Knows no address.

It says what the shape of an answer must be. What only a calendar or a mail domain can tell, such as a deadline that
has passed, no schema can say: that comes back as a problem by field.
"""

from typing import Any

from inquiries.forms import field, when
from inquiries.forms.field import Field
from inquiries.forms.form import Form

Schema = dict[str, Any]
_EXAMPLES = {
    "name": "Bo Lindqvist",
    "outlet": "The Example Gazette",
    "email": "bo@gazette.example",
    "phone": "+1 613 555 0142 ext. 214",
    "question": "Does the audit match what you saw?",
    "language": "fr",
    "date": "2027-05-30",
    "datetime": "2026-11-24T23:30",
    "deadline_time": "16:30",
    "timezone": "Europe/London",
    "deadline": "2026-11-24T16:30:00-05:00",
}


def schema(form: Form) -> Schema:
    """One object with the form's fields. Names it does not know are ignored, and so allowed."""
    fields = {one.name: one for one in form.fields}
    aside = _asking_when(form)
    if aside:
        fields[when.INSTANT.name] = when.INSTANT
    found: Schema = {
        "type": "object",
        "properties": {name: _property(one, required=_required(one, aside)) for name, one in fields.items()},
        "required": [name for name, one in fields.items() if _required(one, aside)],
    }
    if aside:
        found["anyOf"] = [
            {"required": [name], "properties": {name: _property(fields[name], required=True)}}
            for name in (when.DAY.name, when.INSTANT.name)
        ]
    return found


def example(form: Form) -> dict[str, str]:
    """A small submission that is taken on any day."""
    needed = {one.name: _sample(one) for one in form.fields if _required(one, _asking_when(form))}
    return {**needed, when.DAY.name: "none"} if _asking_when(form) else needed


def _sample(one: Field) -> str:
    chosen = one.choices[0][0] if field.is_from_a_list(one) else ""
    return chosen or _EXAMPLES.get(one.name) or _EXAMPLES.get(one.kind) or str(one.label)


def _asking_when(form: Form) -> set[str]:
    """The fields that together ask when an answer is still useful, where the form does: each may stand for another."""
    names = {one.name for one in form.fields}
    return {one.name for one in when.group().fields} if when.DAY.name in names else set()


def _required(one: Field, aside: set[str]) -> bool:
    return not one.optional and one.name not in aside


def _property(one: Field, *, required: bool) -> Schema:
    about = ". ".join(str(words).rstrip(".") for words in (one.label, one.hint) if words)
    found: Schema = {"description": about, **_type(one)}
    if example := _EXAMPLES.get(one.name) or _EXAMPLES.get(one.kind):
        found["examples"] = [example]
    if required:
        return {**found, "minLength": 1} if "enum" not in found else found
    if "enum" in found:
        return {**found, "type": [*_types(found), "null"], "enum": [*found["enum"], "", None]}
    return {**found, "type": [*_types(found), "null"]}


def _type(one: Field) -> Schema:
    if one.kind == "checkbox":
        words = sorted(field.TICKED | field.UNTICKED)
        return {"type": ["boolean", "string"], "enum": [True, False, *words]}
    if field.is_from_a_list(one):
        return {"type": "string", "enum": [value for value, _ in one.choices]}
    shape = {"type": "string", "maxLength": one.limit}
    return {**shape, "format": "email"} if one.kind == "email" else shape


def _types(found: Schema) -> list[str]:
    return [found["type"]] if isinstance(found["type"], str) else list(found["type"])
