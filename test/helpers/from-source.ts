/** The arguments by which a child process of a test runs TypeScript from source, as the tests themselves do. */
export const fromSource = [
  '--conditions=tessera-source',
  '--expose-internals',
  `--import=${new URL('../loader/register.mjs', import.meta.url).href}`,
];
