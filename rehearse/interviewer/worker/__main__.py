"""The child's first lines: no network, a lower priority, hold of the descriptors; then serve."""

from rehearse.interviewer.worker.settling import settle
from rehearse.offline import seal

if __name__ == "__main__":
    seal()
    settle()
    # What takes time to load takes it from nobody now: the app has not painted yet.
    from rehearse.interviewer.worker.process import Channel
    from rehearse.interviewer.worker.serving import Server

    Server(Channel.take()).run()
