"""The child's first lines: no network, hold of the descriptors, a lower priority; then serve."""

from rehearse.interviewer.worker.process import Channel, settle
from rehearse.interviewer.worker.serving import Server
from rehearse.offline import seal

if __name__ == "__main__":
    seal()
    settle()
    Server(Channel.take()).run()
