"""Ways to spoil a file, the same for the same seed: bytes, pieces, and values of its own kind."""

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from tests.reliability.nasty import WHOLE

NUMBERS: Final = (
    "0", "-1", "1e999", "-inf", "nan", "9" * 19, "9" * 400, "1" + "0" * 5000, "0x" + "f" * 300, "0x" + "f" * 9000,
    "1_0", "2026-13-45", "2026-11-02", "07:32:00", "1979-05-27T07:32:00Z", "true", "0.1e-400",
)  # fmt: skip


VALUES: Final = (
    *NUMBERS, '""', "''", "[]", "{}", "[[]]", '["x", 1]', "{a = 1, a = 2}", "'''\n'''", '"\\u001b]0;x\\u0007"',
    f'"{"x" * 3000}"', "[" + '"x",' * 2000 + "]", "{a.b.c.d = 1}", '"\\ud800"', '"\\q"', "[1, 2", "'", '"""',
)  # fmt: skip
"""What may stand behind a sign of equality in TOML, or may not."""
STRANGE: Final = (
    *NUMBERS[:8], "null", "true", "[]", "{}", '"x"', "NaN", "Infinity", '"\\ud800"', '"\\u0000"', f'"{"x" * 70_000}"',
    "[" * 400 + "]" * 400, '{"a":' * 300 + "1" + "}" * 300, f"[{'1,' * 3000}1]", '"\\x"', "", "[null]", '{"":null}',
    '"\\u001b]52;c;aGFjaw==\\u0007"', "-" + "9" * 30, '"2026-11-02T18:30:00+00:00"', '"9999-12-31T23:59:59-23:59"',
    "[" * 100_000,
)  # fmt: skip
"""JSON values that nobody expects, and some that are none."""


class Spoiler:
    """Spoils texts and bytes by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def damaged(self, whole: bytes) -> bytes:
        """Change some bytes of a file, without a thought for what they mean."""
        ways: Sequence[Callable[[bytes], bytes]] = (
            self._flip, self._cut, self._drop, self._double, self._insert, self._splice, self._zeros,
        )  # fmt: skip
        for _ in range(self.chance.randint(1, 3)):
            whole = self.chance.choice(ways)(whole)
        return whole

    def otherwise(self, whole: str) -> bytes:
        """Change what a TOML file says: values of other kinds, keys twice, depth, length, oddities."""
        ways: Sequence[Callable[[str], str]] = (
            self._other_value, self._other_value, self._key_twice, self._deep, self._long, self._oddity, self._no_line,
        )  # fmt: skip
        for _ in range(self.chance.randint(1, 3)):
            whole = self.chance.choice(ways)(whole)
        return whole.encode("utf-8", "surrogatepass")

    def strange_json(self) -> str:
        """Give a JSON value that nobody expects."""
        return self.chance.choice(STRANGE)

    # Bytes

    def _place(self, whole: bytes | str) -> int:
        return self.chance.randrange(len(whole) + 1)

    def _flip(self, whole: bytes) -> bytes:
        data = bytearray(whole)
        for _ in range(self.chance.randint(1, 8)):
            if data:
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        return bytes(data)

    def _cut(self, whole: bytes) -> bytes:
        return whole[: self._place(whole)]

    def _drop(self, whole: bytes) -> bytes:
        place = self._place(whole)
        return whole[:place] + whole[place + self.chance.randint(1, 60) :]

    def _double(self, whole: bytes) -> bytes:
        place, length = self._place(whole), self.chance.randint(1, 400)
        return whole[:place] + whole[place : place + length] * self.chance.choice((2, 3, 50)) + whole[place:]

    def _insert(self, whole: bytes) -> bytes:
        place = self._place(whole)
        piece = self.chance.choice(
            (self.chance.choice(WHOLE).encode(), self.chance.randbytes(30), b"\xff\xfe\x00")
        )
        return whole[:place] + piece + whole[place:]

    def _splice(self, whole: bytes) -> bytes:
        return whole[: self._place(whole)] + whole[self._place(whole) :]

    def _zeros(self, whole: bytes) -> bytes:
        place = self._place(whole)
        return whole[:place] + b"\x00" * 64 + whole[place + 64 :]

    # TOML

    def _line(self, whole: str) -> tuple[list[str], int]:
        lines = whole.split("\n")
        return lines, self.chance.randrange(len(lines))

    def _other_value(self, whole: str) -> str:
        lines, place = self._line(whole)
        name, equals, _ = lines[place].partition("=")
        value = self.chance.choice(VALUES)
        if equals:
            lines[place] = f"{name}= {value}"
        return "\n".join(lines)

    def _key_twice(self, whole: str) -> str:
        lines, place = self._line(whole)
        return "\n".join([*lines[:place], lines[place], lines[place], *lines[place + 1 :]])

    def _deep(self, whole: str) -> str:
        depth = self.chance.choice((50, 500, 5000))
        return whole + self.chance.choice(
            (f"\ndeep = {'[' * depth}{']' * depth}\n", f"\n{'.'.join('a' * min(depth, 900))} = 1\n",
             f"\ndeep = {'{a=' * depth}1{'}' * depth}\n", f"\n[{'.'.join(['x'] * depth)}]\n")
        )  # fmt: skip

    def _long(self, whole: str) -> str:
        return whole + self.chance.choice(
            (
                f'\nlong = "{"y" * 200_000}"\n',
                "\n[[question]]" * 3000,
                "\n# " + "c" * 100_000,
                f"\n{'k' * 50_000} = 1\n",
            )
        )

    def _oddity(self, whole: str) -> str:
        place = whole.find("\n", self._place(whole))
        odd = self.chance.choice(
            ("\ufeff", "\n[[persona]]\n", "\n[question]\n", "\n[[question.probes]]\n", "\n[[question]]\nid.x = 1\n",
             "\r", "\n'' = 1\n", "\n\u2028\n", '\n"\\u0000" = 1\n', "\n= 1\n", "\n[]\n", "\n[[]]\n", '\ntitle."" = 2\n')
        )  # fmt: skip
        return whole[:place] + odd + whole[place:]

    def _no_line(self, whole: str) -> str:
        lines, place = self._line(whole)
        return "\n".join(lines[:place] + lines[place + self.chance.randint(1, 4) :])

    def swapped(self, line: str) -> str:
        """Put another value behind one of the keys of a line of JSON."""
        keys = list(re.finditer(r'"[a-z_]+": ', line))
        if not keys:
            return self.strange_json()
        key = self.chance.choice(keys)
        rest = re.sub(r'^(?:"(?:[^"\\]|\\.)*"|[^,\[\]{}]+|\[\]|\{\})', "", line[key.end() :])
        return line[: key.end()] + self.strange_json() + rest
