"""The command line: the way into the app and its twin without a screen."""
