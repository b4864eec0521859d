import test from 'ava';
import { copyNotes } from '../../src/config/copy-notes.ts';

test('each module that computes names is told once, with what is copied instead', (t) => {
  const plugins = [{ computing: ['/p/a.js', '/other/b.js'] }, { computing: [] }, { computing: ['/p/a.js'] }];
  const what =
    "computes names of modules or files: a run keeps no copy of them, so it may not run again without this project; `new URL('./table.json', import.meta.url)` is copied";
  t.deepEqual(copyNotes(plugins, '/p'), [`a.js ${what}`, `/other/b.js ${what}`]);
});
