"""The child's first lines: no network, a lower priority, hold of the descriptors; then load a model, and serve."""

from contextlib import suppress

from rehearse.interviewer.worker.settling import settle
from rehearse.offline import seal

if __name__ == "__main__":
    seal()
    settle()
    from rehearse.interviewer.first_line import read_load
    from rehearse.interviewer.worker.library import interface
    from rehearse.interviewer.worker.loading import Loading
    from rehearse.interviewer.worker.process import Channel

    channel = Channel.take()
    with suppress(Exception):  # `Loading` meets it again, and says what it is
        interface()  # 10 ms, in which the app reads its settings
    if first := next(channel.lines(), b""):
        loading = Loading(read_load(first))
        from rehearse.interviewer.worker.serving import Server  # 0.15 s, beside the model

        Server(channel, loading).run()
