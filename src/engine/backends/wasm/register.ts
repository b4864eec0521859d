import '@tensorflow/tfjs-backend-wasm';
import { registerConvolutionGradients } from './convolution.ts';
import { registerDepthwiseGradients } from './depthwise.ts';
import { registerMatrixProduct } from './matrix-product.ts';
import { registerMaxPoolGradient } from './max-pool-gradient.ts';
import { registerOneHot } from './one-hot.ts';
import { registerSegmentSum } from './segment-sum.ts';
import { registerSum } from './sum.ts';

let registered = false;

/** Registers the wasm backend with the kernels that training needs and the shipped one lacks or does slowly. */
export function registerWasm(): void {
  if (registered) return;
  registered = true;
  registerMatrixProduct();
  registerConvolutionGradients();
  registerDepthwiseGradients();
  registerOneHot();
  registerSegmentSum();
  registerSum();
  registerMaxPoolGradient();
}
