/** Strides of the levels of an encoder that halves the size five times, or up to its `output_stride`. */
export function stridesOfLevels({ output_stride: most }: { readonly output_stride: number }): number[] {
  return [2, 4, 8, 16, 32].map((stride) => Math.min(stride, most));
}

/** How a block of an encoder moves over its input. */
export interface BlockStride {
  /** The block's own stride. */
  readonly stride: number;
  /** Dilation of the convolution that has the stride; 1 where no stride before has been replaced. */
  readonly dilation: number;
  /** Dilation of what comes after that convolution: more where the block's own stride was replaced. */
  readonly dilationAfter: number;
  /** Size of the image divided by the size of the block's output. */
  readonly reached: number;
  /** Whether the block is the last one before the size would be halved again: its output is a level of the encoder. */
  readonly isLevel: boolean;
}

/**
 * Strides and dilations of the blocks of an encoder that ends at `outputStride`, given the strides that they have
 * without it, the image's first. Where a stride would go beyond, it becomes 1, and the blocks after it are dilated by
 * it, so that they see as far as before. The convolution itself keeps the dilation so far: as torchvision's
 * `replace_stride_with_dilation` and timm's `output_stride`.
 */
export function dilateStrides(strides: readonly number[], outputStride: number): BlockStride[] {
  let [reached, dilation] = [1, 1];
  return strides.map((stride, index) => {
    const isLevel = strides[index + 1] !== 1;
    if (reached * stride <= outputStride) {
      reached *= stride;
      return { stride, dilation, dilationAfter: dilation, reached, isLevel };
    }
    const before = dilation;
    dilation *= stride;
    return { stride: 1, dilation: before, dilationAfter: dilation, reached, isLevel };
  });
}
