import { join } from 'node:path';
import test from 'ava';
import { importModule } from '../../src/config/import-module.ts';
import { createWorkspace } from './_workspace.ts';

test('a module is imported, with what it awaits', async (t) => {
  const folder = await createWorkspace(t, { 'a.mjs': 'export const a = await Promise.resolve(5);' });
  t.is((await importModule(join(folder, 'a.mjs')))['a'], 5);
});

test('the error of a module is passed on', async (t) => {
  const folder = await createWorkspace(t, { 'a.mjs': "throw new Error('broken');" });
  await t.throwsAsync(importModule(join(folder, 'a.mjs')), { message: 'broken' });
});
