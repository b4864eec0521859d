import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { logSection } from '../../schemas/log.ts';

const section = logSection(createRegistry(...builtins).slot);

test('by default four samples are drawn; none may be', (t) => {
  t.is(section.parse({}).panel_samples, 4);
  t.is(section.parse({ panel_samples: 0 }).panel_samples, 0);
  for (const panel_samples of [-1, 1.5, '4']) t.false(section.safeParse({ panel_samples }).success);
});

test('by default everything goes to TensorBoard and to lines of JSON', (t) => {
  t.deepEqual(section.parse({}).loggers, [{ type: 'tensorboard' }, { type: 'json-lines' }]);
  t.deepEqual(section.parse({ loggers: [] }).loggers, []);
  t.false(section.safeParse({ loggers: [{ type: 'paper' }] }).success);
});

test('everything is logged by default, and histograms at the end of each epoch', (t) => {
  const { loggers: _, losses: __, panel_samples: ___, ...switches } = section.parse({});
  const { worst_and_best: shown, histograms, ...others } = switches;
  t.deepEqual([shown, histograms], [4, { epochs: 1 }]);
  t.true(Object.values(others).every((value) => value === true));
});

test('histograms have an interval, or are off', (t) => {
  t.deepEqual(section.parse({ histograms: { steps: 20 } }).histograms, { steps: 20 });
  t.is(section.parse({ histograms: false }).histograms, false);
  for (const histograms of [true, { steps: 0 }, { steps: 1, epochs: 1 }, {}])
    t.false(section.safeParse({ histograms }).success);
});
