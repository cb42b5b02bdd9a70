"""Edge: telling people of what happened, staff and sender. Knows nothing of pages and routes."""
