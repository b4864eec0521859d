/**
 * `npm run bench -- predict`: from photo files to label maps and overlays, beside the same network in PyTorch. Both
 * decode, resize, predict at the photo's own size and write PNGs, in as many threads, and take turns.
 */
import { parseArgs } from 'node:util';
import { measurePredict, type PredictCase, usualPredictCase } from './measure-predict.ts';
import { python, pytorchVersion } from './step-engines.ts';

const { net, ...usualNumbers } = usualPredictCase;
const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    net: { type: 'string', default: net },
    ...Object.fromEntries(
      Object.entries(usualNumbers).map(([name, value]) => [name, { type: 'string', default: String(value) } as const]),
    ),
  },
});
const numbers = Object.entries(options).filter(([name]) => name !== 'net');
const one = {
  net: options.net,
  ...Object.fromEntries(numbers.map(([name, value]) => [name, Number(value)])),
} as PredictCase;

if (pytorchVersion() === undefined)
  console.log(`No comparison with PyTorch: ${python()} has no torch. TESSERA_PYTHON names another Python.`);
const rows = await measurePredict(one);
console.log(
  `${one.net}, ${one.photos} photos of ${one.height} x ${one.width} seen at ${one.size}, batches of ` +
    `${one.batch}, ${one.threads} threads`,
);
console.table(
  rows.map((row) => ({
    engine: row.engine,
    'photos per second': Number(((row.photos * 1000) / row.least).toFixed(1)),
    median: Number(((row.photos * 1000) / row.median).toFixed(1)),
    'processor ms per photo': Number((row.cpu / row.photos).toFixed(1)),
    'peak MiB': row.peakMiB,
  })),
);
const [own, other] = rows;
if (own && other) console.log(`PyTorch takes ${(other.least / own.least).toFixed(2)} times as long`);
