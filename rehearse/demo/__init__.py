"""Sample data: some weeks of one person's rehearsals, as the app itself would have kept them."""
