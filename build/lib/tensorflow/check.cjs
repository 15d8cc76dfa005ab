// Run by check.mjs in a process of its own: a library that does not fit may take its process down.
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value == null;
const tf = require('@tensorflow/tfjs-node-gpu');

const [product] = tf.matMul([[1, 2]], [[3], [4]]).dataSync();
if (product !== 11) throw new Error(`1×3 + 2×4 came out as ${product}.`);
console.log(JSON.stringify({ gpu: tf.backend().isUsingGpuDevice, library: tf.backend().binding.TF_Version }));
