import test from 'ava';
import { encodeModel } from '../../../src/engine/onnx/model.ts';
import { readOnnxDescription } from '../../../src/export/onnx/read-metadata.ts';

const description = {
  format: 2,
  version: '0.1.0',
  name: 'katze ä',
  id: '0123456789ab',
  classes: [{ name: 'cat', color: [1, 2, 3] }],
  ignore: 255,
  resize: { policy: 'cover', size: { height: 8, width: 12 }, multiple: 4, interpolation: 'bilinear' },
  normalization: { mean: [0, 0, 0], std: [1, 1, 1] },
  checkpoint: 'best',
  step: 7,
  sizes: 'free',
  input: 'float',
  output: 'logits',
  metrics: {},
};
const modelWith = (metadata: Readonly<Record<string, string>>) =>
  encodeModel({ nodes: [], initializers: [], inputs: [], outputs: [], metadata });

test('a model says what it is, beside what others wrote into it', (t) => {
  const metadata = { author: 'somebody', tessera: JSON.stringify(description), licence: 'none' };
  const { format: _, ...expected } = description;
  t.like(readOnnxDescription(modelWith(metadata), 'a.onnx'), expected);
});

test('a model of somebody else, and a file that is no model, are refused', (t) => {
  const refused = (file: Uint8Array, why: RegExp) => {
    const error = t.throws(() => readOnnxDescription(file, 'b.onnx'), { message: why });
    t.like(error, { problems: [{ code: 'bad-export' }] });
  };
  refused(modelWith({ author: 'somebody' }), /got b\.onnx: its metadata has no key `tessera`/);
  refused(Buffer.from('no model at all'), /got b\.onnx: it is no ONNX file/);
});
