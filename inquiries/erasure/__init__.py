"""Erasing: an inquiry whole, all of an address, what is older than its form keeps. Knows nothing of who asks for it."""
