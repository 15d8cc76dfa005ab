"""Prints the scalars of an event file, as TensorFlow's own reader has them: [step, tag, value] as JSON. python events.py FILE"""

import json
import sys

import tensorflow as tf

events = tf.compat.v1.train.summary_iterator(sys.argv[1])
print(json.dumps([[event.step, value.tag, value.simple_value] for event in events for value in event.summary.value]))
