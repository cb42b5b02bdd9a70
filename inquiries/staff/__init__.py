"""Edge: the inbox. Pages for the people who answer, each behind a permission of its own."""
