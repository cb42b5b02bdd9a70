"""Edge: whether the house is well, for machines and administrators. Looks at every room and changes none."""
