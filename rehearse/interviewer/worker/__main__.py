"""The child's first lines: take hold of the descriptors, lower the priority, then serve."""

from rehearse.interviewer.worker.process import Channel, settle
from rehearse.interviewer.worker.serving import Server

if __name__ == "__main__":
    settle()
    Server(Channel.take()).run()
