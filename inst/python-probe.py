"""Say, as `key: value` lines, what a Python has of what lamina needs.

Run in a process of its own, so that looking changes nothing in the session.
It uses the standard library alone until it tries Keras itself.
"""

import importlib.metadata
import platform
import sys

PACKAGES = ["keras", "numpy", "tensorflow", "tensorflow-cpu", "jax", "torch"]


def installed(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def devices(backend):
    """Name the devices that computations go to: a GPU where there is one."""
    if backend == "torch":
        import torch

        if torch.cuda.is_available():
            return [f"cuda:{i}" for i in range(torch.cuda.device_count())]
        return ["mps"] if torch.backends.mps.is_available() else ["cpu"]
    return keras.distribution.list_devices()


def one_line(error):
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0] if text else ''}"


print(f"python: {platform.python_version()}")
print(f"executable: {sys.executable}")
for package in PACKAGES:
    # What is to come of Keras is a package of another name.
    coming = "keras-nightly" if package == "keras" else ""
    print(f"{package}: {installed(package) or (coming and installed(coming))}")
sys.stdout.flush()

try:
    import keras

    print(f"backend: {keras.backend.backend()}")
    print(f"devices: {', '.join(devices(keras.backend.backend()))}")
    print(f"image_data_format: {keras.config.image_data_format()}")
    print(f"floatx: {keras.config.floatx()}")
except Exception as error:  # noqa: BLE001 whatever stops Keras is to be told
    print(f"failure: {one_line(error)}")
