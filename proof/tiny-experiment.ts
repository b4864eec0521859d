/** An experiment of a moment, for parts that need a trained network, whatever it has learned. */
export const tinyExperiment = `name: x
dataset: {type: shapes, image_size: 32, train: 8, val: 4, test: 4}
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 1, batch_size: 4}
`;
