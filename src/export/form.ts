/** What a model takes: RGB from 0 to 255 as bytes, or numbers that were normalised already. */
export const imageInputs = ['uint8', 'float'] as const;
export type ImageInput = (typeof imageInputs)[number];

/** What it gives: a number for each class and pixel, or the class of each pixel. */
export const modelOutputs = ['logits', 'labels'] as const;
export type ModelOutput = (typeof modelOutputs)[number];

export interface Form {
  readonly input: ImageInput;
  readonly output: ModelOutput;
}
