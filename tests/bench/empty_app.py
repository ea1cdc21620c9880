"""The smallest Textual app with a header and a footer: what any app of this kind has to pay."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header


class EmptyApp(App[None]):
    """Shows nothing between its header and its footer."""

    TITLE = "nothing here"

    def compose(self) -> ComposeResult:
        yield Header()
        yield Footer()


if __name__ == "__main__":
    EmptyApp().run()
