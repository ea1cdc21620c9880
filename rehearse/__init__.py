"""Rehearse behavioural interview answers in the terminal, against the clock, offline."""
