/** An experiment file, one section on each line. */
export const validExperiment = [
  'name: a',
  'dataset: {type: shapes, image_size: 64}',
  'model: {type: unet, encoder: {type: convnet}}',
  'loss: {type: cross-entropy}',
  'optimizer: {type: adam, lr: 3e-3}',
  'train: {epochs: 8}',
  '',
].join('\n');
