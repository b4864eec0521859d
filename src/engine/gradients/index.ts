import './core.ts';
import { registerBroadcastGradients } from './broadcast.ts';
import { registerDilatedConvolutionGradients } from './dilated.ts';
import { registerMirrorPadGradient } from './mirror-pad.ts';
import { registerResizeGradients } from './resize.ts';
import { registerZeroGradients } from './zero.ts';

/**
 * Replaces the gradients of TensorFlow.js 4.22 that throw or are wrong, for every backend: they are made of forward
 * ops. Gradients are TensorFlow.js's own registry, so any code in the process gets them. Calling it again changes
 * nothing.
 */
export function registerGradients(): void {
  registerBroadcastGradients();
  registerDilatedConvolutionGradients();
  registerResizeGradients();
  registerMirrorPadGradient();
  registerZeroGradients();
}
