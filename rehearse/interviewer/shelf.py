"""The models of one user: where theirs lie, and which one is to be used."""

from rehearse.interviewer.choice import built_in_chosen, chosen_model
from rehearse.interviewer.discovery import FoundModel, best_own, discover, found_at, pick
from rehearse.interviewer.places import all_places, own_places
from rehearse.interviewer.preflight import available_memory
from rehearse.paths import Paths, expanded


def models_of(paths: Paths) -> tuple[FoundModel, ...]:
    """List the models on this machine, the user's own first; headers are read, so keep it off the event loop."""
    return discover(all_places(paths))


def model_to_use(paths: Paths, wanted: str | None = None) -> FoundModel | None:
    """Give the model to load: the one asked for, else the chosen one, else the largest own one that fits.

    `wanted` is a file or a name. A file that cannot be used comes with its trouble; None when there is no model,
    none of the wanted name, or the built-in interviewer was chosen. Reads headers, so keep it off the event loop.
    """
    if wanted is not None:
        file = expanded(wanted)
        return found_at(file, "the command line") if file.exists() else pick(models_of(paths), wanted)
    if built_in_chosen(paths.data):
        return None
    chosen = chosen_model(paths.data)
    if chosen is not None:
        return found_at(chosen, "your choice")
    own = discover(own_places(paths))
    # Where none will do, the first one says why: silence would look as if it had not been found.
    return best_own(own, available_memory()) or next(iter(own), None)
