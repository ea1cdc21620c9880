"""The screens: each coordinates its widgets and decides nothing about the domain."""
