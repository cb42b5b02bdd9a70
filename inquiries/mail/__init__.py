"""Mail as bytes: composing, sending, keeping and reading it back. Knows no inquiry, desk or person."""
