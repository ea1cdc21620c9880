"""A key map of one's own: other keys for the ids of the key table, checked before the first screen."""

import difflib
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rehearse.errors import ConfigError
from rehearse.ui.key_names import SIGNS, spelled
from rehearse.ui.keys import KEYS, Key, Place

EDITORS: Final = frozenset(
    {Place.TYPED, Place.FOLLOW_UP, Place.PROFILE, Place.INTERVIEW, Place.STORY, Place.WIZARD}
)
"""The places where an editor has the focus and types what it is given."""
WITHOUT_LISTS: Final = frozenset(
    {
        Place.CARD,
        Place.TYPED,
        Place.SPOKEN,
        Place.FOLLOW_UP,
        Place.SELF_RATING,
        Place.CRITIQUE,
        Place.DEBRIEF,
        Place.INTERVIEW,
        Place.PROFILE,
        Place.TAKE,
        Place.STORY,
        Place.WIZARD,
        Place.COVERAGE,
        Place.CUE_CARD,
    }
)
"""The places where no list has the focus."""
LIST_KEYS: Final = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown"})
EDITOR_KEYS: Final = frozenset(
    {*LIST_KEYS, "enter", "tab", "space", "backspace", "delete", "f6", "f7"}
    | {f"ctrl+{letter}" for letter in "acdekuvwxyz"}
)
"""What lists and editors move, type and delete with."""
FREE: Final = "take ctrl with one of b f g j l n o r s t, or a function key"
ALIASES: Final = {
    "ctrl+m": "Enter",
    "ctrl+i": "Tab",
    "ctrl+h": "Backspace",
    "ctrl+left_square_bracket": "Esc",
}
"""What a terminal sends in place of these keys."""
_SIGNS: Final = frozenset(SIGNS.values())
_PLAIN: Final = (
    LIST_KEYS
    | {"enter", "escape", "space", "tab", "shift+tab", "backspace", "delete", "insert"}
    | {f"f{number}" for number in range(1, 13)}
    | {f"ctrl+{letter}" for letter in string.ascii_lowercase}
)
"""The named keys that arrive in any terminal."""


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Which keys stand for which id; what `own` does not name keeps the keys of the table."""

    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, key_id: str) -> list[str]:
        """Give the keys of an id, as their reader calls them."""
        return self.own.get(key_id, _TABLE[key_id].keys).split(",")

    def shown(self, key_id: str) -> str:
        """Spell the first key of an id, as sentences name it."""
        return spelled(self.of(key_id)[0])

    def keyed(self, sentence: str) -> str:
        """Put the keys into a sentence of ours that names them by id, as in `<home.open> starts it`."""
        return _NAMED.sub(lambda named: self.shown(named[1]) if named[1] in _TABLE else named[0], sentence)


_TABLE: Final[Mapping[str, Key]] = {key.id: key for key in KEYS}
_NAMED: Final = re.compile(r"<([a-z_]+\.[a-z0-9_]+)>")


def key_map(given: Mapping[str, str]) -> KeyMap:
    """Take the keys that were set; `ConfigError` says what is wrong with the first that cannot be."""
    for key_id, problem in problems(given):
        raise ConfigError(f"keys.{key_id} {problem}")
    return KeyMap({key_id: ",".join(_split(keys)) for key_id, keys in given.items()})


def problems(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the ids that cannot be set so, each with the rest of a sentence that begins with the id."""
    sound: dict[str, str] = {}
    for key_id, keys in given.items():
        found = _unusable(key_id, _split(keys))
        if found:
            yield key_id, found
        else:
            sound[key_id] = ",".join(_split(keys))
    yield from _collisions(KeyMap(sound))


def _split(keys: str) -> list[str]:
    """Take comma-separated keys apart and call each as its reader does: `?` is question_mark, F5 is f5."""
    return [_called(each.strip()) for each in keys.split(",")]


def _called(key: str) -> str:
    before, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    if plus and not last:  # ctrl++
        before, last = before.removesuffix("+"), "+"
    last = SIGNS.get(last, last if len(last) == 1 and not plus else last.lower())
    return f"{before.lower()}{plus}{last}"


def _unusable(key_id: str, keys: list[str]) -> str:
    """Say what is wrong with the keys of an id, looked at alone; empty when nothing is."""
    key = _TABLE.get(key_id)
    if key is None:
        near = difflib.get_close_matches(key_id, _TABLE, n=1, cutoff=0.5)
        return (
            f"is no key of the app; did you mean {near[0]}?" if near else "is no key; docs/keys.md lists all."
        )
    for each in keys:
        if problem := _never_arrives(each) or _typed_instead(key, each):
            return problem
    if key.place is Place.EVERYWHERE and all(
        _types(each) or each in EDITOR_KEYS - {"ctrl+c"} for each in keys
    ):
        return f"would not be heard in an editor; add a twin behind a comma: {spelled(keys[0])}, f9."
    return ""


def _never_arrives(key: str) -> str:
    if _is_letter(key) or key in _SIGNS or (key in _PLAIN and key not in ALIASES):
        return ""
    if not key:
        return "names no key; take the line out to keep the default."
    if key in ALIASES:
        return f"cannot be {spelled(key)}: a terminal sends {ALIASES[key]} for it; take another key."
    last = key.rpartition("+")[2]
    if last != key and (_is_letter(last) or last in _SIGNS or last in _PLAIN):
        return (
            f"cannot be {spelled(key)}: it does not arrive in every terminal; "
            "take ctrl with a letter, or f1 to f12."
        )
    return f"cannot be {key!r}: that is no key; write it as in n, ctrl+n, f5, space or ?"


def _is_letter(key: str) -> bool:
    return len(key) == 1 and key.isalnum()


def _types(key: str) -> bool:
    return _is_letter(key) or key in _SIGNS or key == "space"


def _typed_instead(key: Key, given: str) -> str:
    """Say that whatever has the focus there keeps a key for itself."""
    if given in key.keys.split(","):
        return ""
    if key.place in EDITORS and (_types(given) or given in EDITOR_KEYS):
        return f"cannot be {spelled(given)}: the editor there needs it; {FREE}."
    if key.priority and _types(given):
        return f"cannot be {spelled(given)}: it would act while you type; {FREE}."
    if key.place not in WITHOUT_LISTS | {Place.EVERYWHERE, Place.LISTS} and given in LIST_KEYS:
        return f"cannot be {spelled(given)}: the list there moves with it; take another key."
    return ""


def _collisions(mapped: KeyMap) -> Iterator[tuple[str, str]]:
    """Find the keys that would do two things at one place; an id is named once, and so is a pair of them."""
    told: set[frozenset[str]] = set()
    for key_id in mapped.own:
        place = _TABLE[key_id].place
        for other in KEYS:
            shared = set(mapped.of(key_id)) & set(mapped.of(other.id))
            pair = frozenset({key_id, other.id})
            if len(pair) == 2 and shared and _heard_together(place, other.place) and pair not in told:
                told.add(pair)
                taken = f"cannot be {spelled(min(shared))}: that is {other.id} already"
                yield key_id, f"{taken}; give one of them another key."
                break


def _heard_together(one: Place, other: Place) -> bool:
    if one is other or Place.EVERYWHERE in (one, other):
        return True
    return (one is Place.LISTS and other not in WITHOUT_LISTS) or (
        other is Place.LISTS and one not in WITHOUT_LISTS
    )
