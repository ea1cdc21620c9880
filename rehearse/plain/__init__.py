"""The same rehearsals line by line, for screen readers, dumb terminals and pipes: no screen, no cursor, no colours."""
