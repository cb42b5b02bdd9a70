"""Letters with the outside, both ways: sending ours, keeping, reading and matching theirs. Notifies nobody."""
