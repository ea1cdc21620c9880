# Read by llama.cpp's own project() call: its command-line helpers are never loaded from Python.
set(LLAMA_BUILD_COMMON OFF)
