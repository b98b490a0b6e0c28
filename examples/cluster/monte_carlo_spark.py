"""Monte Carlo dropout in workers of Spark, bit for bit that of one process.

python monte_carlo_spark.py [EXAMPLES WORKERS]
"""

import os
import sys
import tempfile
import time

import keras
import lamina
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

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


COLUMNS = (
    "id long, mean array<double>, sd array<double>, samples array<float>, process long"
)


def draw_with(path):
    """Return a function that Spark runs once a partition, on its tables one by one."""

    def draw(tables):
        mc = lamina.MonteCarloDropout(lamina.load_model(path))
        for table in tables:
            images, ids = np.stack(table["image"]), table["id"].to_numpy()
            result = mc.predict(images, ids=ids, verbose=0, **SETTINGS)
            # A row has all draws of its example, one after the other.
            samples = np.moveaxis(result.samples, 1, 0).reshape(len(ids), -1)
            columns = {"mean": result.mean, "sd": result.std, "samples": samples}
            lists = {name: list(column) for name, column in columns.items()}
            yield pd.DataFrame({"id": ids, **lists, "process": os.getpid()})

    return draw


def draw_by_workers(spark, folder, path):
    """Return what the workers drew, in the order of the ids."""
    return (
        spark.read.parquet(folder)
        # A partition a worker, so that each opens the model once.
        .repartition(WORKERS)
        .mapInPandas(draw_with(path), COLUMNS)
        .toPandas()
        # Spark's own orderBy() would look at the rows first, and draw twice for that.
        .sort_values("id")
    )


def main():
    """Draw by workers and by one process; exit with 1 where a bit differs."""
    with tempfile.TemporaryDirectory() as folder:
        data, model = f"{folder}/data", f"{folder}/model.keras"
        os.environ["PYSPARK_PYTHON"] = sys.executable
        spark = (
            SparkSession.builder.master(f"local[{WORKERS}]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", False)
            .config("spark.ui.showConsoleProgress", False)
            .config("spark.sql.execution.arrow.pyspark.enabled", True)
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        images, ids = make_data(data)
        make_model(model)

        started = time.perf_counter()
        drawn = draw_by_workers(spark, data, model)
        workers = time.perf_counter() - started
        spark.stop()

        started = time.perf_counter()
        mc = lamina.MonteCarloDropout(lamina.load_model(model))
        order = np.argsort(ids)
        whole = mc.predict(images[order], ids=ids[order], verbose=0, **SETTINGS)
        alone = time.perf_counter() - started

    samples = np.stack(drawn["samples"]).reshape(EXAMPLES, len(whole.samples), -1)
    same = {
        "ids": np.array_equal(drawn["id"], whole.ids),
        "mean": np.array_equal(np.stack(drawn["mean"]), whole.mean),
        "sd": np.array_equal(np.stack(drawn["sd"]), whole.std),
        "samples": np.array_equal(np.moveaxis(samples, 1, 0), whole.samples),
    }
    processes = drawn["process"].nunique()
    print(f"{processes} processes: {workers:.1f} s; this one alone: {alone:.1f} s")
    if not all(same.values()):
        sys.exit(f"not identical: {[name for name in same if not same[name]]}")
    print(f"identical bits: {EXAMPLES} examples, {', '.join(same)}")


if __name__ == "__main__":
    main()
