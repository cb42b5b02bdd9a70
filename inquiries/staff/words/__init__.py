"""What the staff templates are given: rows, cards, strips, sentences made of data. Pure; reads and writes nothing."""
