/**
 * An experiment that trains in a moment, for checks of processes and not of what is learned.
 *
 * @param train further keys of `train`, such as `epochs: 2`
 * @param sections further lines, such as `sweep: {seeds: 3}`
 */
export function quickRun(name: string, train: string, ...sections: readonly string[]): string {
  return `name: ${name}
dataset: {type: shapes, image_size: 32, train: 16, val: 4, test: 4}
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {batch_size: 4, ${train}}
loader: {workers: 0}
${sections.map((section) => `${section.trimEnd()}\n`).join('')}`;
}
