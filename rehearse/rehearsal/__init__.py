"""What drives a rehearsal, whoever shows it: a drill's session, a mock that goes on, who asks, the store's thread."""
