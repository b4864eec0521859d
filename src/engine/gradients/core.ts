/**
 * TensorFlow.js's own gradients, and methods of tensors such as `x.sum()`: its core has them in files that it doesn't
 * load. The package that loads them, `@tensorflow/tfjs`, brings layers, a converter and WebGL too: 220 MB, and a tenth
 * of a second of every start. The files are written for bundlers, so `npm run build` and the loader of the tests make
 * one module of each. Its copy of TensorFlow.js finds engine and registry of the package in a global.
 */
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
