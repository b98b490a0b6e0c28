"""Monte Carlo dropout in actors of Ray Data, bit for bit that of one process.

python monte_carlo_ray.py [EXAMPLES WORKERS]
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
import ray

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


class Draw:
    """What an actor does: open the model once, then draw for batch after batch."""

    def __init__(self, path):
        self.mc = lamina.MonteCarloDropout(lamina.load_model(path))

    def __call__(self, rows):
        """Return the rows' ids, and what was drawn for them."""
        images, ids = np.stack(rows["image"]), rows["id"]
        result = self.mc.predict(images, ids=ids, verbose=0, **SETTINGS)
        return {
            "id": ids,
            "mean": result.mean,
            "sd": result.std,
            # In a table the examples come first, before the draws.
            "samples": np.moveaxis(result.samples, 1, 0),
            "process": np.full(len(ids), os.getpid()),
        }


def draw_by_workers(folder, path):
    """Return what the actors drew, in the order of the ids."""
    rows = (
        ray.data.read_parquet(folder)
        # One block would keep one actor busy.
        .repartition(FILES)
        .map_batches(
            Draw,
            fn_constructor_args=(path,),
            compute=ray.data.ActorPoolStrategy(size=WORKERS),
            batch_size=None,
        )
        .iter_batches(batch_size=None)
    )
    parts = list(rows)
    drawn = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    # Rows come back in another order than they went.
    order = np.argsort(drawn["id"])
    return {name: column[order] for name, column in drawn.items()}


def main():
    """Draw by workers and by one process; exit with 1 where a bit differs."""
    with tempfile.TemporaryDirectory() as folder:
        data, model = f"{folder}/data", f"{folder}/model.keras"
        # An actor takes one CPU, and reading needs some, too.
        ray.init(num_cpus=WORKERS + 2, include_dashboard=False, log_to_driver=False)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        # Else the actor that is there first may do all.
        context.wait_for_min_actors_s = 600
        images, ids = make_data(data)
        make_model(model)

        started = time.perf_counter()
        drawn = draw_by_workers(data, model)
        workers = time.perf_counter() - started
        ray.shutdown()

        started = time.perf_counter()
        mc = lamina.MonteCarloDropout(lamina.load_model(model))
        order = np.argsort(ids)
        whole = mc.predict(images[order], ids=ids[order], verbose=0, **SETTINGS)
        alone = time.perf_counter() - started

    same = {
        "ids": np.array_equal(drawn["id"], whole.ids),
        "mean": np.array_equal(drawn["mean"], whole.mean),
        "sd": np.array_equal(drawn["sd"], whole.std),
        "samples": np.array_equal(np.moveaxis(drawn["samples"], 0, 1), whole.samples),
    }
    processes = len(set(drawn["process"].tolist()))
    print(f"{processes} processes: {workers:.1f} s; this one alone: {alone:.1f} s")
    if not all(same.values()):
        sys.exit(f"not identical: {[name for name in same if not same[name]]}")
    print(f"identical bits: {EXAMPLES} examples, {', '.join(same)}")


if __name__ == "__main__":
    main()
