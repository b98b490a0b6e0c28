"""Say what one of two processes of PyTorch drops, as JSON.

Called with the number of the process, from 0, and the path of a file by which they
find each other.
"""

import json
import sys

import keras
import torch

import lamina

rank, meeting = int(sys.argv[1]), sys.argv[2]
torch.distributed.init_process_group(
    "gloo", init_method=f"file://{meeting}", rank=rank, world_size=2
)
layer = lamina.SpatialDropout2D(0.5, seed=1, data_format="channels_last")
calls = [layer(keras.ops.ones((4, 2, 2, 16)), training=True) for _ in range(2)]
blocks = lamina.DropBlock2D(0.3, 3, seed=1, data_format="channels_last")
ones = keras.ops.ones((4, 9, 9, 4))
dropout = keras.layers.Dropout(0.5, seed=1)
told = {
    "maps": [(y[:, 0, 0, :] == 0).int().tolist() for y in calls],
    "of_keras": [dropout(ones, training=True).int().tolist() for _ in range(2)],
    "blocks": [(blocks(ones, training=True) == 0).int().tolist() for _ in range(2)],
}
print(json.dumps(told))
torch.distributed.destroy_process_group()
