"""Edge: the doors that mail comes in by. They keep it as it came; what it is, filing finds out."""
