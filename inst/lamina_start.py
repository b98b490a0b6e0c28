"""Keep from the screen what libraries write at their start and tells nothing.

TensorFlow's C++ part writes to the file descriptor itself, before its settings for
messages count; Keras imports TensorFlow with every backend. It uses the standard library
alone, for it runs before Keras is imported.
"""

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


def tells_something(record):
    """Whether a log record is no warning of Keras' own functions being traced again.

    TensorFlow warns where many models predict, or one whose data change their shape. No
    user of Keras can follow its advice, which is for those who write `tf.function`.
    """
    message = record.getMessage()
    of_keras = "TensorFlowTrainer" in message or "one_step_on_data" in message
    return not (of_keras and "triggered tf.function retracing" in message)


def quiet_retracing():
    """Keep TensorFlow's warnings of retraced functions of Keras from its log."""
    logger = logging.getLogger("tensorflow")
    if tells_something not in logger.filters:
        logger.addFilter(tells_something)
