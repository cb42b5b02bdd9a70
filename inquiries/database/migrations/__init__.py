"""One file a schema change, only ever added to. Batch mode is forbidden: it drops triggers and children."""
