import { readFile } from 'node:fs/promises';
import test from 'ava';
import { isResumable, resumableKeys, resumableTable } from '../../src/trained/resumable-keys.ts';
import { experimentSchema } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { childSchema } from '../../src/config/walk-schema.ts';
import type { z } from 'zod';

test('the page has the table', async (t) => {
  const page = await readFile('docs/runs.md', 'utf8');
  t.true(page.includes(resumableTable()), `docs/runs.md needs this table:\n${resumableTable()}`);
});

test('every key of the table is one of an experiment', (t) => {
  for (const { path } of resumableKeys) {
    const end = path
      .split('.')
      .reduce<z.ZodType | undefined>(
        (schema, key) => schema && childSchema(schema, key, undefined),
        experimentSchema(createRegistry(...builtins).slot),
      );
    t.truthy(end, path);
  }
});

test('a section covers its keys, and nothing that only begins with its name', (t) => {
  t.true(isResumable('train.epochs'));
  t.true(isResumable('log.panel_samples'));
  t.true(isResumable('engine.threads'));
  for (const path of [
    'train.batch_size',
    'optimizer.lr',
    'seed',
    'model',
    'dataset.root',
    'train',
    'logs',
    'loaders.x',
  ])
    t.false(isResumable(path), path);
});
