type Activation = 'linear' | 'relu' | 'relu6' | 'elu' | 'sigmoid' | 'leakyrelu' | 'prelu';

/** The activation that a fused kernel applies to its result. */
export interface FusedActivation {
  readonly activation: Activation;
  readonly leakyreluAlpha: number;
}

/** As TensorFlow.js passes it to a fused kernel. */
export interface FusedActivationAttributes {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

/** Picked from a kernel's attributes; the slope is TensorFlow.js's default where the call names none. */
export function fusedActivation({ activation, leakyreluAlpha = 0.2 }: FusedActivationAttributes): FusedActivation {
  return { activation, leakyreluAlpha };
}
