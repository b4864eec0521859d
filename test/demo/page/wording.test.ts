import test from 'ava';
import {
  deviceName,
  dimensions,
  duration,
  maskContent,
  percent,
  reducedNote,
  timing,
  unreadable,
} from '../../../src/demo/page/wording.ts';

test('a small share does not read as nothing', (t) => {
  t.deepEqual([0, 0.0004, 0.0006, 0.004, 0.0124, 0.386, 1].map(percent), [
    '0 %',
    '< 0.1 %',
    '0.1 %',
    '0.4 %',
    '1 %',
    '39 %',
    '100 %',
  ]);
});

test('times have the unit that fits', (t) => {
  t.deepEqual([0.4, 62.3, 999, 1000, 12_340].map(duration), ['0 ms', '62 ms', '999 ms', '1.0 s', '12.3 s']);
  const milliseconds = { decode: 10, resize: 5, network: 600, labels: 20 };
  t.deepEqual(timing({ milliseconds }), { total: '635 ms', parts: 'network 600 ms, reading 10 ms, resizing 25 ms' });
});

test('sizes are width by height, and devices tell their threads', (t) => {
  t.is(dimensions({ height: 3, width: 4 }), '4 × 3');
  t.deepEqual(
    [deviceName('wasm', 1), deviceName('wasm', 4), deviceName('webgpu', 4)],
    ['WebAssembly, 1 thread', 'WebAssembly, 4 threads', 'WebGPU'],
  );
});

test('what is in a mask is told from the largest class to the smallest, without those that are absent', (t) => {
  const classes = ['background', 'cat', 'dog'].map((name) => ({ name, color: [0, 0, 0] as const }));
  t.is(maskContent(classes, [0.3, 0, 0.7]), 'dog 70 %, background 30 %');
});

test('a photo that was reduced is told, one that was not is not', (t) => {
  const [own, less] = [
    { height: 60, width: 80 },
    { height: 30, width: 40 },
  ];
  t.is(reducedNote(own, { read: own, size: own }), undefined);
  t.is(reducedNote(own, { read: own, size: less }), 'The mask of this large photo has 40 × 30 pixels.');
  t.regex(reducedNote(own, { read: less, size: less })!, /^This photo of 80 × 60 was reduced to 40 × 30 first/);
});

test('a file that is no photo is told apart from one that is damaged', (t) => {
  t.regex(unreadable('a.pdf', 'application/pdf'), /^a\.pdf is not a photo\. This page reads JPEG, PNG/);
  t.regex(unreadable('a.jpg', 'image/jpeg'), /^a\.jpg can't be read: the file is damaged/);
  t.regex(unreadable('a', ''), /^a can't be read/);
});
