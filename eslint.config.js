import tseslint from 'typescript-eslint';

// Few rules, all of them on: what the compiler cannot see and reviewers should not have to.
export default tseslint.config(
  // AssemblyScript has types of its own, which its compiler checks.
  { ignores: ['.cache/', '**/dist/', 'runs/', 'node_modules/', 'src/data/simd/assembly/'] },
  {
    files: ['src/**/*.ts', 'schemas/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'proof/**/*.ts', 'experiments/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      // What Prettier leaves long: comments and strings. A template of several lines is a text as it is.
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true, ignoreTemplateLiterals: true }],
      'no-console': 'error',
      'no-shadow': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  // Node tries for ever where nothing can be made in a folder that is there. `makeFolder` tells.
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', "CallExpression[callee.name='mkdir'] Property[key.name='recursive']"] },
  },
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'proof/**/*.ts'], rules: { 'no-console': 'off' } },
  // Tests compare with messages and lines of files as they are.
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-len': [
        'error',
        { code: 120, ignoreStrings: true, ignoreRegExpLiterals: true, ignoreTemplateLiterals: true },
      ],
    },
  },
);
