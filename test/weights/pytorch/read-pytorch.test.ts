import { readFileSync } from 'node:fs';
import test from 'ava';
import { isPyTorch, readPyTorch } from '../../../src/weights/pytorch/read-pytorch.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/weights/${name}`, import.meta.url));

const expected = JSON.parse(fixture('pytorch.json').toString()) as Record<string, { shape: number[]; bytes: string }>;
const dtypes: Record<string, string> = {
  half: 'F16',
  brain: 'BF16',
  double: 'F64',
  long: 'I64',
  int: 'I32',
  short: 'I16',
  char: 'I8',
  byte: 'U8',
  flag: 'BOOL',
  scalar: 'I64',
};

for (const name of ['pytorch.pt', 'pytorch-legacy.pt']) {
  test(`every tensor of ${name} has the bytes that torch gives: dtypes, views, shared storages`, async (t) => {
    t.true(isPyTorch(fixture(name)));
    const tensors = await readPyTorch(fixture(name));
    t.deepEqual([...tensors.keys()], Object.keys(expected));
    for (const [key, { dtype, shape, data }] of tensors) {
      t.is(dtype, (dtypes[key] ?? 'F32') as typeof dtype, key);
      t.deepEqual(shape, expected[key]!.shape, key);
      t.is(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'), expected[key]!.bytes, key);
    }
  });
}

test('among what a training script saves, the state dict is found; settings and the optimizer are passed over', async (t) => {
  t.deepEqual(
    [...(await readPyTorch(fixture('pytorch-wrapped.pt')))],
    [
      ['module.a', { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }],
      ['module.b', { dtype: 'I64', shape: [1], data: BigInt64Array.of(3n) }],
    ],
  );
});

const refused = test.macro(async (t, bytes: Buffer, message: RegExp) => {
  await t.throwsAsync(readPyTorch(bytes), { message });
});
test(
  'a pickle that would run code is refused by the name of what it asks for',
  refused,
  fixture('pytorch-evil.pt'),
  /`posix\.system`, which is refused/,
);
test(
  'a whole model is refused by the name of its class',
  refused,
  fixture('pytorch-model.pt'),
  /`__main__\.Net`, which is refused/,
);
test('a TorchScript program is refused', refused, fixture('pytorch-script.pt'), /TorchScript program.*state_dict/);
test('a zip of something else is refused', refused, Buffer.from('504b03040000', 'hex'), /./);

test('a file that is cut short, or whose bytes have changed, is refused', async (t) => {
  const zip = fixture('pytorch.pt');
  await t.throwsAsync(readPyTorch(zip.subarray(0, zip.length - 100)));
  const start = zip.indexOf(Buffer.from(expected['long']!.bytes, 'hex'));
  t.true(start > 0);
  const changed = Buffer.from(zip);
  changed[start]! ^= 1;
  await t.throwsAsync(readPyTorch(changed), { message: /data\/\d+` in it is damaged/ });
  const legacy = fixture('pytorch-legacy.pt');
  await t.throwsAsync(readPyTorch(legacy.subarray(0, legacy.length - 1)), { message: /cut short/ });
});

/** A file, as before PyTorch 1.6, of one number that is repeated. */
function repeated(count: number): Buffer {
  const hex = (text: string) => Buffer.from(text, 'hex');
  const text = (value: string) =>
    Buffer.concat([hex('58'), Buffer.from(Uint32Array.of(value.length).buffer), Buffer.from(value)]);
  const size = Buffer.from(Int32Array.of(count).buffer);
  const storage = [
    hex('28'),
    text('storage'),
    Buffer.from('ctorch\nFloatStorage\n'),
    text('0'),
    text('cpu'),
    hex('4b017451'),
  ];
  const view = [hex('4b004a'), size, hex('854b00857452')];
  return Buffer.concat([
    hex('80028a0a6cfc9c46f9206aa850192e' + '80024de9032e' + '80027d2e'),
    ...[hex('80027d'), text('a'), Buffer.from('ctorch._utils\n_rebuild_tensor\n('), ...storage, ...view, hex('732e')],
    ...[hex('80025d'), text('0'), hex('612e')],
    hex('0100000000000000' + '0000c03f'),
  ]);
}

test('a number is repeated as `expand` does, but not until it fills the memory', async (t) => {
  const small = (await readPyTorch(repeated(1000))).get('a')!;
  t.deepEqual(small, { dtype: 'F32', shape: [1000], data: new Float32Array(1000).fill(1.5) });
  await t.throwsAsync(readPyTorch(repeated(2_000_000_000)), {
    message: /its tensors take 8000000000 bytes, more than 64 times the \d+ of the file/,
  });
});

test('other files are not taken for one of PyTorch', (t) => {
  t.false(isPyTorch(Buffer.from('{"weightsManifest": []}')));
  t.false(isPyTorch(Buffer.alloc(0)));
  t.false(isPyTorch(fixture('dtypes.safetensors')));
});
