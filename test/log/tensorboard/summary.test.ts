import { join } from 'node:path';
import fc from 'fast-check';
import test from 'ava';
import { openEventWriter } from '../../../src/log/tensorboard/event-writer.ts';
import { imageSummary, scalarSummary, textSummary } from '../../../src/log/tensorboard/summary.ts';
import { parseEventFile, type ParsedValue } from '../../helpers/event-parser.ts';
import { eventFiles, readWithTensorBoard } from '../../helpers/events.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { testIf } from '../../helpers/requirements.ts';
import { checkSummary } from './_golden.ts';

const withTensorBoard = await testIf('tensorboard-reader');

const image = { width: 300, height: 200, bytes: Uint8Array.from({ length: 200 }, (_, index) => index) };
const small = (text: string) => ({ width: 3, height: 2, bytes: Buffer.from(text) });

test("text is TensorBoard's, to the byte", checkSummary, 'text', textSummary('classes', '**café**'));
test("an image is TensorBoard's, to the byte", checkSummary, 'image', imageSummary('panel/a', [image]));
test(
  'several images of one step are one value',
  checkSummary,
  'images',
  imageSummary('a', [small('one'), small('two')]),
);
test(
  'rows of cells are a table',
  checkSummary,
  'table',
  textSummary('t', [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]),
);
test(
  'a scalar may bring a name to show and a description',
  checkSummary,
  'described scalar',
  scalarSummary('val/loss', 0.25, { displayName: 'Loss', description: '**smaller** is better' }),
);

type Entry =
  | { readonly kind: 'scalar'; readonly tag: string; readonly step: number; readonly value: number }
  | { readonly kind: 'text'; readonly tag: string; readonly step: number; readonly value: string }
  | { readonly kind: 'image'; readonly tag: string; readonly step: number; readonly value: Uint8Array };

const tag = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const step = fc.oneof(fc.nat(1000), fc.integer({ min: 2 ** 31 - 2, max: 2 ** 53 - 1 }));
const entry = fc.oneof(
  fc.record({ kind: fc.constant('scalar' as const), tag, step, value: fc.float() }),
  fc.record({ kind: fc.constant('text' as const), tag, step, value: fc.string({ unit: 'grapheme' }) }),
  fc.record({ kind: fc.constant('image' as const), tag, step, value: fc.uint8Array({ maxLength: 200 }) }),
);

function summaryOf(item: Entry): Uint8Array {
  // A tag belongs to one plugin.
  const name = `${item.kind}/${item.tag}`;
  if (item.kind === 'scalar') return scalarSummary(name, item.value);
  if (item.kind === 'text') return textSummary(name, item.value);
  return imageSummary(name, [{ width: 3, height: 2, bytes: item.value }]);
}

async function written(entries: readonly Entry[], directory: string): Promise<string> {
  const writer = openEventWriter(directory, { firstStep: 0, now: () => 1_700_000_000_000 });
  for (const item of entries) writer.write(item.step, [summaryOf(item)]);
  await writer.close();
  return eventFiles(directory)[0]!;
}

function blobsOf(item: Entry): unknown[] {
  if (item.kind === 'text') return [Buffer.from(item.value).toString('hex')];
  return item.kind === 'image' ? ['33', '32', Buffer.from(item.value).toString('hex')] : [];
}

/** Plugin, class and shape of the tensor by kind (plugins' metadata.py). */
const forms = { scalar: [undefined, undefined, undefined], text: ['text', 2, []], image: ['images', 3, [3]] } as const;

test('any list of scalars, texts and images is read back from the file as it was written', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
      const [opening, start, ...events] = parseEventFile(await written(entries, await newFolder()));
      t.deepEqual([opening!.version, start!.sessionStart, events.length], ['brain.Event:2', true, entries.length]);
      for (const [index, item] of entries.entries()) {
        const [value] = events[index]!.values as readonly [ParsedValue];
        t.deepEqual([events[index]!.step, value.tag], [item.step, `${item.kind}/${item.tag}`]);
        t.is(value.scalar, item.kind === 'scalar' ? Math.fround(item.value) : undefined);
        t.deepEqual([value.plugin, value.dataClass, value.tensor?.shape], [...forms[item.kind]]);
        t.deepEqual(
          (value.tensor?.strings ?? []).map((blob) => blob.toString('hex')),
          blobsOf(item),
        );
      }
    }),
    { numRuns: 60 },
  );
});

withTensorBoard("TensorBoard's own reader finds what was written, whatever tags and values are", async (t) => {
  const folder = await newFolder();
  const entries = fc.sample(entry, { numRuns: 120, seed: 7 }).map((item, index): Entry => ({ ...item, step: index }));
  await written(entries, join(folder, 'run'));
  const read = await readWithTensorBoard(folder);
  const found = (item: Entry) =>
    item.kind === 'scalar'
      ? read.scalars['run']![`scalar/${item.tag}`]
      : read.runs['run']![`${item.kind}/${item.tag}`]!.values;
  const base64 = (value: string | Uint8Array) => Buffer.from(value).toString('base64');
  for (const item of entries) {
    const expected =
      item.kind === 'scalar'
        ? Number.isNaN(item.value)
          ? null
          : item.value
        : item.kind === 'text'
          ? base64(item.value)
          : [base64('3'), base64('2'), base64(item.value)];
    t.deepEqual(
      found(item)!.find(([at]) => at === item.step),
      [item.step, expected],
    );
  }
});
