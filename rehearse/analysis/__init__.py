"""The critique without a model: an answer in, measured facts, findings with quotes and ratings out."""
