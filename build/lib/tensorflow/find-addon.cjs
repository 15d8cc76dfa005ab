const { join } = require('node:path');

/** Stands in for @mapbox/node-pre-gyp in the bundle of TensorFlow.js: the addon lies beside it. */
exports.find = () => join(__dirname, 'lib/napi-v8/tfjs_binding.node');
