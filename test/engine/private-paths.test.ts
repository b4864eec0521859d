import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

interface Checked {
  readonly version: string;
  readonly paths: readonly string[];
  /** What native code is found in, or built from. */
  readonly native?: readonly string[];
}

/**
 * Files that packages don't promise, by the version that they were checked with. Each has a fallback in the code, or is
 * in the bundle.
 */
const checked: Readonly<Record<string, Checked>> = {
  'onnxruntime-node': { version: '1.30.0', paths: ['dist/binding.js'], native: ['bin/napi-v6'] },
  '@tensorflow/tfjs-core': {
    version: '4.22.0',
    paths: ['dist/public/chained_ops/register_all_chained_ops.js', 'dist/register_all_gradients.js'],
  },
  '@tensorflow/tfjs-node-gpu': {
    version: '4.22.0',
    paths: ['dist/nodejs_kernel_backend', 'dist/register_all_kernels'],
    native: ['binding.gyp', 'binding', 'scripts'],
  },
};

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const pinned = { ...manifest.dependencies, ...manifest.peerDependencies };

for (const [name, { version, paths }] of Object.entries(checked)) {
  test(`${name} is pinned to the version whose private files were checked`, (t) => {
    t.is(
      pinned[name],
      version,
      `package.json pins ${name} ${pinned[name]}, but its private files ${paths.join(', ')} were checked with ${version}: ` +
        'see that they are still there and do the same, then write the new version here',
    );
  });
}

test('the packages that users may bring have the versions that are tested here', (t) => {
  const tested = JSON.parse(readFileSync(join(root, 'test/engine/packages/package.json'), 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  t.deepEqual(tested.optionalDependencies, manifest.peerDependencies);
});

test('the private files of ONNX Runtime that the backend loads are there', (t) => {
  t.notThrows(() => require.resolve('onnxruntime-node/dist/binding.js'));
});

test('the native parts of packages are where they are looked for', (t) => {
  const sources = readdirSync(join(root, 'src/engine'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, 'src/engine', file), 'utf8'))
    .join('');
  for (const [name, { native = [] }] of Object.entries(checked)) {
    const folder = join(root, 'node_modules', name);
    for (const part of native) {
      t.regex(sources, new RegExp(`['"\`]${part}['"\`/]`), `${name} no longer needs ${part}`);
      if (existsSync(folder)) t.true(existsSync(join(folder, part)), `${name} has no ${part}`);
    }
  }
});

test('no other private file of a package is loaded', (t) => {
  const known = Object.entries(checked).flatMap(([name, { paths }]) => paths.map((path) => `${name}/${path}`));
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const found = files.flatMap((file) => privatePaths(readFileSync(join(root, 'src', file), 'utf8')));
  t.deepEqual([...new Set(found)].sort(), known.sort());
});

/** `dist/src/workers/samples.js` is a path of this package. */
const ownFolders = ['dist', 'src', 'test'];

/** Quoted paths into the `dist`, `lib`, `build` or `src` folder of a package; `${packageName}` is tfjs-node's. */
function privatePaths(source: string): string[] {
  const paths = source.matchAll(
    /['"`]((?:@[\w-]+\/)?(?:[\w-]+|\$\{packageName\})\/(?:dist|lib|build|src)\/[^'"`]+)['"`]/g,
  );
  return [...paths]
    .map(([, path]) => path!.replace('${packageName}', '@tensorflow/tfjs-node-gpu'))
    .filter((path) => !ownFolders.some((folder) => path.startsWith(`${folder}/`)));
}
