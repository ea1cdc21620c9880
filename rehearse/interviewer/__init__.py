"""Who asks: one port, and the interviewers behind it."""
