"""What must never happen, tried many times; REHEARSE_TORTURE=1 tries it many times more."""
