import { readFile, writeFile } from 'node:fs/promises';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { bundlePage, copyRuntime } from './bundle-demo.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { bundleReport } from './bundle-report.ts';
import { bundledPackages, licenceNotices } from './licences.ts';

/**
 * `npm run bundle`: writes the command line and the library to dist/. Every command then loads a few files instead of
 * 650, which takes a third of the time to start. What only some commands need stays behind `import()`. The licences of
 * bundled packages are written beside them.
 */
const { dependencies, peerDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as Record<
  string,
  Record<string, string>
>;
/** Packages of many files, or that checking a configuration needs. All others are loaded from node_modules. */
const bundled = ['commander', 'execa', 'pure-rand', 'yaml', 'zod'];

/** Zod's error messages in 60 languages, which are never shown: problems are described in `src/config`. */
const withoutLocales: Plugin = {
  name: 'zod-without-locales',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * What TensorFlow.js has only as ES modules that Node can't load; it shares its state with the package through a
 * global.
 */
const partsOfTensorFlow: Plugin = {
  name: 'parts-of-tensorflow',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@tensorflow\/tfjs-core\/dist\// }, ({ path, kind }) =>
      resolve(`./node_modules/${path}`, { resolveDir: process.cwd(), kind }),
    );
  },
};

/**
 * A large package in CommonJS is required: of what is imported, Node first reads all of the text to find the names of
 * exports, which takes longer than to run it. It is the same package for a plugin that imports it.
 */
const requiredPackage: Plugin = {
  name: 'required-package',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@tensorflow\/tfjs-core$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'required' },
    );
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const options = {
  outbase: '.',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  metafile: true,
  // Shorter files; names stay, since plans show the names of classes.
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [withoutLocales, partsOfTensorFlow, requiredPackage],
  external: Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !bundled.includes(name)),
  // Packages in CommonJS load Node's own modules by `require`, which ES modules don't have.
  banner: {
    js:
      "import { createRequire as __createRequire } from 'node:module'; const require = " +
      '__createRequire(import.meta.url);',
  },
} as const satisfies BuildOptions;

const program = await bundlePrograms(options);
/** Small programs that start quickly. */
const small = await build({
  ...options,
  entryPoints: ['src/cli/postinstall.ts', 'src/workers/watchdog.ts', 'src/core/lease/beat-thread.ts'],
});
const packages = new Set([program, small].flatMap(({ metafile }) => bundledPackages(metafile)));
for (const name of await bundleReport('dist/report')) packages.add(name);
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licenceNotices('.', [...packages].sort()));
await bundlePage('dist/demo');
await copyRuntime('dist/demo');
