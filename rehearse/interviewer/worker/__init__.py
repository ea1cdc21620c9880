"""The child process: the only room that imports llama_cpp. Started as `python -m rehearse.interviewer.worker`."""
