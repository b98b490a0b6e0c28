"""Keep from the screen what libraries write at their start and tells nothing.

TensorFlow's C++ part writes to the file descriptor itself, before its settings for
messages count; with every backend Keras imports TensorFlow at some time. It uses the
standard library alone, for it runs before Keras is imported.
"""

import importlib.util
import logging
import os
import re
import sys
import tempfile

TELLS_NOTHING = [
    re.compile(pattern)
    for pattern in (
        r"All log messages before absl::InitializeLog\(\) is called",
        r"oneDNN custom operations are on",
        r"This TensorFlow binary is optimized to use available CPU instructions",
        r"^To enable the following instructions: .* rebuild TensorFlow",
        r"Unable to register cu(BLAS|DNN|FFT) factory",
        r"computation[_ ]placer (is )?already registered",
    )
]


def lines_that_tell(text):
    """Return the text without the lines that tell nothing."""
    lines = text.splitlines(keepends=True)
    return "".join(
        line
        for line in lines
        if not any(nothing.search(line) for nothing in TELLS_NOTHING)
    )


def hold_stderr():
    """Turn what is written to the standard error into a file; give it to `release_stderr`.

    None where there is no standard error.
    """
    try:
        before = os.dup(2)
    except OSError:
        return None
    held = tempfile.TemporaryFile()  # noqa: SIM115
    os.dup2(held.fileno(), 2)
    return before, held


def release_stderr(state):
    """Put the standard error back and write to it what has come and tells something."""
    if state is None:
        return
    before, held = state
    if sys.stderr is not None:
        sys.stderr.flush()
    os.dup2(before, 2)
    os.close(before)
    held.seek(0)
    text = lines_that_tell(held.read().decode("utf-8", "replace"))
    held.close()
    if text:
        os.write(2, text.encode())


class QuietFinder:
    """Finds TensorFlow as it would be found, and holds what it writes when it starts."""

    def __init__(self):
        self.at_work = False

    def find_spec(self, name, path=None, target=None):
        if name != "tensorflow" or self.at_work:
            return None
        self.at_work = True
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self.at_work = False
        if spec is not None and hasattr(spec.loader, "exec_module"):
            spec.loader.exec_module = quietly(spec.loader.exec_module)
        return spec


def quietly(run):
    """Return a function that runs another while the standard error is held."""

    def run_quietly(*args):
        state = hold_stderr()
        try:
            return run(*args)
        finally:
            release_stderr(state)

    return run_quietly


def tells_something(record):
    """Whether a log record is no warning of Keras' own functions being traced again.

    TensorFlow warns where many models predict, or one whose data change their shape. No
    user of Keras can follow its advice, which is for those who write `tf.function`.
    """
    message = record.getMessage()
    of_keras = "TensorFlowTrainer" in message or "one_step_on_data" in message
    return not (of_keras and "triggered tf.function retracing" in message)


def start():
    """Be quiet about the start of TensorFlow, whenever it comes, and retraced functions."""
    if not any(isinstance(finder, QuietFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, QuietFinder())
    logger = logging.getLogger("tensorflow")
    if tells_something not in logger.filters:
        logger.addFilter(tells_something)
