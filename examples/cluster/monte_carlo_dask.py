"""Monte Carlo dropout in workers of Dask, bit for bit that of one process.

python monte_carlo_dask.py [EXAMPLES WORKERS]
"""

import os
import sys
import tempfile
import time

import keras
import lamina
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from dask.distributed import Client, LocalCluster, WorkerPlugin, get_worker

EXAMPLES, WORKERS = map(int, sys.argv[1:] or (800, 2))
FILES = 8

# All workers need the same of these, and so does whoever compares with them.
SETTINGS = {"samples": 50, "batch_size": 32, "seed": 1, "keep_samples": True}


def make_data(folder):
    """Write images with their ids, in no order, to parquet files."""
    os.mkdir(folder)
    rng = np.random.default_rng(7)
    images = rng.normal(size=(EXAMPLES, 64)).astype("float32")
    ids = rng.choice(100 * EXAMPLES, EXAMPLES, replace=False)
    for i in range(FILES):
        rows = slice(i, None, FILES)
        table = pa.table({"id": ids[rows], "image": list(images[rows])})
        pq.write_table(table, f"{folder}/{i}.parquet")
    return images, ids


def make_model(path):
    """Save a small classifier; a real one would be trained first."""
    keras.utils.set_random_seed(1)
    keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Reshape((8, 8, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            lamina.SpatialDropout2D(0.3),
            keras.layers.Conv2D(16, 3, activation="relu"),
            lamina.SpatialDropout2D(0.3),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    ).save(path)


class OpenModel(WorkerPlugin):
    """What a worker does when it starts: open the model."""

    def __init__(self, path):
        self.path = path

    def setup(self, worker):
        """Leave the opened model where the tasks of this worker find it."""
        worker.mc = lamina.MonteCarloDropout(lamina.load_model(self.path))


def draw(file):
    """Return what is drawn for the rows of a file, and in which process."""
    table = pq.read_table(file)
    images, ids = np.stack(table["image"].to_numpy()), table["id"].to_numpy()
    mc = get_worker().mc
    return mc.predict(images, ids=ids, verbose=0, **SETTINGS), os.getpid()


def main():
    """Draw by workers and by one process; exit with 1 where a bit differs."""
    with tempfile.TemporaryDirectory() as folder:
        data, model = f"{folder}/data", f"{folder}/model.keras"
        with (
            LocalCluster(
                n_workers=WORKERS, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
        ):
            images, ids = make_data(data)
            make_model(model)
            started = time.perf_counter()
            client.register_plugin(OpenModel(model))
            files = [f"{data}/{i}.parquet" for i in range(FILES)]
            drawn, pids = zip(*client.gather(client.map(draw, files)), strict=True)
            joined = lamina.bind_mc_dropout(*drawn)
            workers = time.perf_counter() - started

        started = time.perf_counter()
        mc = lamina.MonteCarloDropout(lamina.load_model(model))
        order = np.argsort(ids)
        whole = mc.predict(images[order], ids=ids[order], verbose=0, **SETTINGS)
        alone = time.perf_counter() - started

    same = {
        "ids": np.array_equal(joined.ids, whole.ids),
        "mean": np.array_equal(joined.mean, whole.mean),
        "sd": np.array_equal(joined.std, whole.std),
        "samples": np.array_equal(joined.samples, whole.samples),
    }
    processes = len(set(pids))
    print(f"{processes} processes: {workers:.1f} s; this one alone: {alone:.1f} s")
    if not all(same.values()):
        sys.exit(f"not identical: {[name for name in same if not same[name]]}")
    print(f"identical bits: {EXAMPLES} examples, {', '.join(same)}")


if __name__ == "__main__":
    main()
