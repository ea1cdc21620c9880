"""The child's loop: one thread reads commands and answers the urgent ones, the main thread works."""

import os
import queue
import threading
import time
from typing import Final, Literal, cast

from rehearse.interviewer.first_line import Load, ProtocolError
from rehearse.interviewer.protocol import (
    Beat,
    Cancel,
    Cancelled,
    Command,
    Delta,
    Done,
    Event,
    Failed,
    Fed,
    Feed,
    Generate,
    Hello,
    Progress,
    Ready,
    read_command,
    write,
)
from rehearse.interviewer.troubles import Code, ModelTrouble
from rehearse.interviewer.worker.engine import Engine, EngineError, Stopped, milliseconds_since
from rehearse.interviewer.worker.frame import PLAIN, find_frame
from rehearse.interviewer.worker.library import binding_version
from rehearse.interviewer.worker.loading import Loading
from rehearse.interviewer.worker.process import Channel

DELTA_EVERY: Final = 0.06
"""Seconds between two pieces of text: 16 a second is smooth to read and cheap to draw."""
BEAT_EVERY: Final = 0.25
"""Seconds between two signs of work while nothing can be shown."""

Work = Load | Feed | Generate


class Server:
    """Serves one app over one channel, with the one model that loads."""

    def __init__(self, channel: Channel, loading: Loading) -> None:
        self._channel = channel
        self._loading = loading
        self._queue: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._stop = loading.stop
        self._lock = threading.Lock()
        self._running: Work | None = loading.load
        self._cancelled: set[int] = set()
        self._latest = 0
        self._engine: Engine | None = None
        self._last_sent = 0.0

    def run(self) -> None:
        """Serve until the app closes its end."""
        self._send(Hello(pid=os.getpid(), binding=binding_version()))
        threading.Thread(target=self._listen, daemon=True).start()
        self._do(self._loading.load)
        while True:
            self._do(self._queue.get())

    # The listening thread

    def _listen(self) -> None:
        for line in self._channel.lines():
            try:
                self._take(read_command(line))
            except ProtocolError as error:
                self._send(Failed(id=0, code=Code.OUTPUT_INVALID, detail=str(error)))
        os._exit(0)  # the app has gone

    def _take(self, command: Command) -> None:
        if isinstance(command, Cancel):
            self._cancel(command.id)
            return
        with self._lock:
            self._latest = command.id
            if isinstance(self._running, Feed) and not _goes_on(command, self._running):
                self._stop.set()  # reading ahead gives way to what needs another text
        self._queue.put(command)

    def _cancel(self, request: int) -> None:
        with self._lock:
            if self._running is not None and self._running.id == request:
                self._stop.set()
            else:
                self._cancelled.add(request)

    # The working thread

    def _do(self, work: Work) -> None:
        with self._lock:
            outdated = isinstance(work, Feed) and self._latest != work.id
            if work.id in self._cancelled or outdated:
                self._cancelled.discard(work.id)
                self._send(Cancelled(id=work.id))
                return
            self._running = work
        try:
            self._work(work)
        except Stopped:
            self._send(Cancelled(id=work.id))
        except EngineError as error:
            self._send(Failed(id=work.id, code=error.code, detail=error.detail[:2000], tokens=error.tokens))
        except ModelTrouble as trouble:
            self._send(Failed(id=work.id, code=trouble.code, detail=trouble.detail[:2000]))
        except MemoryError:
            self._send(Failed(id=work.id, code=Code.OUT_OF_MEMORY))
        except Exception as error:
            detail = f"{type(error).__name__}: {error}"
            code = Code.LOAD_FAILED if isinstance(work, Load) else Code.RUN_FAILED
            self._send(Failed(id=work.id, code=code, detail=detail[:2000]))
        finally:
            with self._lock:
                self._running = None
                self._stop.clear()
                self._cancelled = {request for request in self._cancelled if request > work.id}

    def _work(self, work: Work) -> None:
        if isinstance(work, Load):
            self._load(work)
            return
        if self._engine is None:
            raise EngineError(Code.NOT_READY)
        match work:
            case Feed():
                self._feed(self._engine, work)
            case Generate():
                self._generate(self._engine, work)

    def _load(self, work: Load) -> None:
        self._engine, took = self._loading.wait(
            lambda fraction: self._send(Progress(id=work.id, fraction=fraction))
        )
        facts = self._loading.facts
        template = self._engine.template()
        frame = find_frame(template, *self._engine.control_texts()) if template else None
        self._send(
            Ready(
                id=work.id,
                name=facts.name if facts else "",
                size=facts.size if facts else 0,
                description=self._engine.description(),
                context=self._engine.context_size,
                own_template=frame is not None,
                rolls_back=self._engine.memory.rolls_back,
                frame=frame or PLAIN,
                milliseconds=took,
            )
        )

    def _feed(self, engine: Engine, work: Feed) -> None:
        start = time.perf_counter()
        known, evaluated = engine.read(
            engine.tokenise(work.parts), lambda remaining: self._beat(work.id, remaining, 0)
        )
        self._send(Fed(id=work.id, reused=known, evaluated=evaluated, milliseconds=milliseconds_since(start)))

    def _generate(self, engine: Engine, work: Generate) -> None:
        start = time.perf_counter()
        tokens = engine.tokenise(work.parts)
        engine.make_sure_of_room(tokens, work.reserve)
        known, evaluated = engine.read(tokens, lambda remaining: self._beat(work.id, remaining, 0))
        drawn, first, unsent, ended, silent = 0, 0.0, "", "length", True
        for text, end in engine.draw(work.max_tokens, work.sampling, work.grammar):
            drawn += end is None
            first = first or milliseconds_since(start)
            unsent += text
            if unsent and (silent or end is not None or self._due(DELTA_EVERY)):
                self._send(Delta(id=work.id, text=unsent))
                unsent, silent = "", False
            elif not unsent:
                self._beat(work.id, 0, drawn)
            ended = end or ended
        self._send(
            Done(
                id=work.id,
                reason=cast('Literal["stop", "length", "context"]', ended),
                reused=known,
                evaluated=evaluated,
                drawn=drawn,
                first_token_milliseconds=first,
                milliseconds=milliseconds_since(start),
            )
        )

    def _send(self, event: Event) -> None:
        self._channel.send(write(event))

    def _beat(self, request: int, remaining: int, drawn: int) -> None:
        if self._due(BEAT_EVERY):
            self._send(Beat(id=request, remaining=remaining, drawn=drawn))

    def _due(self, seconds: float) -> bool:
        now = time.monotonic()
        if now - self._last_sent < seconds:
            return False
        self._last_sent = now
        return True


def _goes_on(command: Feed | Generate, running: Feed) -> bool:
    """Tell whether a new prompt begins with the one being read: then what is read now is not lost."""
    return command.parts[: len(running.parts)] == running.parts
