"""The command palette: every action that applies now, with its key."""

from collections.abc import Awaitable, Callable, Iterator

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from rehearse.ui.text import plain


class Actions(Provider):
    """Offers the bindings that are active where the palette was opened."""

    def _active(self) -> Iterator[tuple[str, ActiveBinding]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.tooltip and binding.action not in seen:
                seen.add(binding.action)
                yield f"{binding.description}  ({self.app.get_key_display(binding)})", active

    async def discover(self) -> Hits:
        """List everything before a letter is typed."""
        for name, active in self._active():
            yield DiscoveryHit(plain(name), self._run(active), text=name, help=active.binding.tooltip)

    async def search(self, query: str) -> Hits:
        """List what fits the letters typed."""
        matcher = self.matcher(query)
        for name, active in self._active():
            if (score := matcher.match(name)) > 0:
                yield Hit(
                    score, matcher.highlight(name), self._run(active), text=name, help=active.binding.tooltip
                )

    def _run(self, active: ActiveBinding) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.app.run_action(active.binding.action, active.node)

        return run
