"""The noun: an inquiry, what may happen to it, and how it is listed. Cannot send anything."""
