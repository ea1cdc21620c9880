"""The widgets: each draws one thing it is given."""
