"""Words that read like a cry for help: the lists, and how a text is tried against them. Pure; seals nothing itself."""
