"""Serve TensorBoard for `tensorboard()` in R, until the standard input is closed.

Run in a process of its own. When R ends, in whatever way, so does its end of the input,
and with it this process. It writes the address once the page is there, or why it is not.
"""

import sys

from tensorboard import program

board = program.TensorBoard()
board.configure(argv=["tensorboard", *sys.argv[1:]])
try:
    address = board.launch()
except program.TensorBoardServerException as error:
    print(error, flush=True)
    sys.exit(1)
print(address, flush=True)
sys.stdin.buffer.read()
