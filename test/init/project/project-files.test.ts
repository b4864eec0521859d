import test from 'ava';
import { packageName, projectFiles } from '../../../src/init/project/project-files.ts';

test('a project depends on the package, and its editor knows the schema of the package', (t) => {
  const files = projectFiles('pets', { name: 'tessera-ml', version: '1.2.3' });
  t.like(JSON.parse(files['package.json']!), { name: 'pets', private: true, dependencies: { 'tessera-ml': '1.2.3' } });
  const schema = 'node_modules/tessera-ml/schemas/experiment.schema.json';
  t.deepEqual(JSON.parse(files['.vscode/settings.json']!), {
    'yaml.schemas': { [`./${schema}`]: ['experiments/**/*.yaml'] },
  });
  t.true(files['experiments/first.yaml']!.startsWith(`# yaml-language-server: $schema=../${schema}\n`));
  t.true(files['.gitignore']!.split('\n').includes('runs/'));
});

test("a package's name is made of a folder's, as npm takes it", (t) => {
  t.is(packageName('My Pets 2'), 'my-pets-2');
  t.is(packageName('__a.b_c--'), 'a.b_c');
  t.is(packageName('写真'), 'segmentation');
  t.is(packageName('x'.repeat(300)).length, 100);
});
