import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { fromSource } from '../../helpers/from-source.ts';
import { newFolder } from '../../helpers/tessera.ts';

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A project of two rooms, with tests that notice some faults and not others. Returns its folder. */
export async function makeProject(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await newFolder();
  const all = {
    'package.json': JSON.stringify({
      name: 'made-up',
      type: 'module',
      ava: {
        files: ['test/**/*.test.ts'],
        extensions: { ts: 'module' },
        nodeArguments: fromSource,
        workerThreads: false,
        timeout: '5m',
      },
    }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        strict: true,
        allowImportingTsExtensions: true,
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
      },
      include: ['src', 'test'],
    }),
    '.gitignore': 'node_modules\n',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  await symlink(packages, join(root, 'node_modules'));
  await execa('git', ['init', '-q'], { cwd: root });
  return root;
}
