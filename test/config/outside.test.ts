import { join } from 'node:path';
import test from 'ava';
import { outsideNotes } from '../../src/config/outside.ts';
import { createWorkspace } from './_workspace.ts';

const files = { 'project/package.json': '{}', 'project/experiments/x.yaml': '', 'other/_base.yaml': '' };

test('parents and plugins outside of the project are told, those inside are not', async (t) => {
  const root = await createWorkspace(t, files);
  const at = (path: string) => join(root, path);
  const notes = outsideNotes({
    file: 'x.yaml',
    files: [at('other/_base.yaml'), at('project/_base.yaml'), at('project/experiments/x.yaml')],
    values: [at('other/unet.yaml'), at('project/unet.yaml')],
    plugins: [
      { name: '../../other/a.js', path: at('other/a.js') },
      { name: './b.js', path: at('project/experiments/b.js') },
      { name: '../..c/d.js', path: at('project/..c/d.js') },
    ],
    workingDirectory: at('project/experiments'),
  });
  t.deepEqual(notes, [
    `x.yaml extends ${at('other/_base.yaml')}, which is outside of this project`,
    `x.yaml takes a value from ${at('other/unet.yaml')}, which is outside of this project`,
    `x.yaml names the plugin ${at('other/a.js')}, which is outside of this project`,
  ]);
});

test('a plugin with an absolute path is told even inside', async (t) => {
  const root = await createWorkspace(t, files);
  const path = join(root, 'project/b.js');
  const workingDirectory = join(root, 'project');
  const notes = outsideNotes({
    file: 'x.yaml',
    files: [],
    values: [],
    plugins: [{ name: path, path }],
    workingDirectory,
  });
  t.deepEqual(notes, [`x.yaml names the plugin ${path}, an absolute path`]);
});

test('for a file elsewhere, its own folder is inside too', async (t) => {
  const root = await createWorkspace(t, files);
  const file = join(root, 'other/x.yaml');
  const given = { file, files: [join(root, 'other/_base.yaml')], values: [], plugins: [] };
  t.deepEqual(outsideNotes({ ...given, workingDirectory: join(root, 'project') }), []);
});
