"""Question packs: plain TOML files read, checked and offered."""
