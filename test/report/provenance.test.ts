import test from 'ava';
import { provenanceOf } from '../../src/report/provenance.ts';
import { testAttempt, testRecord } from '../helpers/run-record.ts';
import { resultOf } from './_folders.ts';

test('attempts have their outcome, command, commit and machine', (t) => {
  const attempt = testAttempt({
    outcome: 'failed',
    lastStep: 7,
    error: 'the disk is full',
    command: ['run', 'x.yaml'],
    git: { commit: 'abc', branch: 'main', dirty: true, patch: 'code/1.patch' },
    machine: { cpu: 'EPYC', cores: 2, memoryBytes: 3 * 1024 ** 3, platform: 'linux x64' },
    changes: ['train.epochs: 2 -> 4', 'log: other'],
  });
  const [told] = provenanceOf(testRecord({ attempts: [attempt] }), undefined).attempts;
  t.is(told!.title, 'Attempt 1: steps 0 to 7, failed');
  const facts = new Map(told!.facts.map(({ name, value }) => [name, value]));
  t.is(facts.get('Command'), 'tessera run x.yaml');
  t.is(facts.get('Commit'), 'abc (main)');
  t.is(facts.get('Uncommitted changes'), 'code/1.patch');
  t.is(facts.get('Machine'), 'EPYC, 2 cores, 3.0 GiB, linux x64');
  t.is(facts.get('Changed before it'), 'train.epochs: 2 -> 4\nlog: other');
  t.is(facts.get('Error'), 'the disk is full');
  t.false(facts.has('Peak memory'));
});

test('inputs are listed with their hashes, and facts with what the result adds', (t) => {
  const hash = (digit: string) => digit.repeat(64);
  const split = { samples: 3, sha256: hash('d') };
  const record = testRecord({
    inputs: {
      config: hash('a'),
      plugins: [{ name: 'p.mjs', sha256: hash('b') }],
      weights: [{ file: 'w.pth', sha256: hash('c') }],
      data: { by: 'files', train: split, val: split, test: split },
    },
  });
  const { facts, inputs } = provenanceOf(record, resultOf(0.8, { dataWait: 0.0149, endedBy: 'max_time' }));
  t.deepEqual(inputs.slice(0, 4), [
    { name: 'config.yaml', value: hash('a') },
    { name: 'plugin p.mjs', value: hash('b') },
    { name: 'weights w.pth', value: hash('c') },
    { name: 'train, 3 samples by content', value: hash('d') },
  ]);
  t.deepEqual(facts, [
    { name: 'Id', value: '1a2b3c4d' },
    { name: 'Parameters', value: '2, of which 1 are trained' },
    { name: 'Waiting for data', value: "1.5 % of the steps' time" },
    { name: 'Ended by', value: 'max_time' },
  ]);
  t.deepEqual(provenanceOf(testRecord(), undefined).inputs, []);
});
