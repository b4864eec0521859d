import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { jobsFolder } from '../../src/jobs/manifest.ts';
import { readSubmissions, writeSubmissions } from '../../src/jobs/submissions.ts';
import { newFolder } from '../helpers/tessera.ts';

const submission = {
  id: 'process 4711 on hal',
  began: '812345',
  indexes: [1, 2],
  folder: '/runs/x/jobs',
  at: '2026-01-01T00:00:00.000Z',
  launch: { type: 'local', max_parallel: 2 },
};

test('a sweep of which nothing was submitted has no submissions', async (t) => {
  t.deepEqual(await readSubmissions(await newFolder()), { submissions: [], cancelled: [], resubmitted: [] });
});

test('submissions are read as they were written, in their order', async (t) => {
  const sweep = await newFolder();
  await mkdir(jobsFolder(sweep));
  const { began: _, ...job } = { ...submission, id: '17', note: 'gpu2 did not answer' };
  const all = { submissions: [submission, job], cancelled: [2], resubmitted: [1] };
  await writeSubmissions(sweep, all);
  t.deepEqual(await readSubmissions(sweep), all);
});

test('a file that says nothing of cancelled tasks has none', async (t) => {
  const sweep = await newFolder();
  await mkdir(jobsFolder(sweep));
  await writeFile(
    join(jobsFolder(sweep), 'submissions.json'),
    JSON.stringify({ format: 2, submissions: [submission] }),
  );
  t.deepEqual(await readSubmissions(sweep), { submissions: [submission], cancelled: [], resubmitted: [] });
});
