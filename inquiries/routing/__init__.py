"""Edge: which desk and whose. Pure: an inquiry's answers and the rules in, a decision with its reasons out."""
