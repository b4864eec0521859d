import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { badExport, parseDescription } from '../../src/export/description.ts';

test('a model without a description, or with another one, is none of ours', (t) => {
  const cases = [
    [undefined, /model\.onnx: its metadata has no key `tessera`$/],
    ['{', /model\.onnx: its metadata is no JSON$/],
    ['{"format": 2}', /model\.onnx: \w+ of its metadata is wrong: /],
  ] as const;
  for (const [text, message] of cases) {
    const error = t.throws(() => parseDescription(text, 'model.onnx'), { instanceOf: TesseraError });
    t.is(error.problems[0]!.code, 'bad-export');
    t.regex(error.problems[0]!.message, message);
  }
});

test('a model of a newer version says so', (t) => {
  const error = t.throws(() => parseDescription('{"format": 99}', 'model.onnx'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'newer-format');
});

test('why a file is no export is kept as the cause', (t) => {
  const cause = new Error('cut short');
  t.is(badExport('model.onnx', 'it is no ONNX file', cause).cause, cause);
});
