"""Edge: the public door. Takes what strangers send, puts it on disk, and shows them what became of it."""
