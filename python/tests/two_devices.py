"""Makes two devices of TensorFlow of one processor, and a strategy for both.

To be imported before lamina, by a program in a process of its own: TensorFlow takes the
number of its devices when it starts.
"""

import tensorflow as tf

[cpu] = tf.config.list_physical_devices("CPU")
tf.config.set_logical_device_configuration(
    cpu, [tf.config.LogicalDeviceConfiguration()] * 2
)

strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
