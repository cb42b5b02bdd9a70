"""What a routing rule may ask: one file a condition, one line here. The key is its name in inquiries.toml."""

from collections.abc import Mapping

from inquiries.routing.condition import Condition
from inquiries.routing.conditions import form, language, outlet, request_type, topic

CONDITIONS: Mapping[str, Condition] = {
    "form": form.holds,
    "topic": topic.holds,
    "request_type": request_type.holds,
    "outlet": outlet.holds,
    "language": language.holds,
}
