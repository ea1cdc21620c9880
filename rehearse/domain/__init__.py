"""The drill, its words and its rules: pure values and functions that know no screen, file or model."""
