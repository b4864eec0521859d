import test from 'ava';
import { downloadReporter } from '../../../src/cli/report/download.ts';

const mebibyte = 2 ** 20;

function report() {
  const updates: unknown[][] = [];
  let now = 0;
  const tell = downloadReporter({ update: (...args) => updates.push(args), log: () => {}, close: () => {} }, () => now);
  return {
    updates,
    at: (milliseconds: number, url: string, done: number, total?: number) => {
      now = milliseconds;
      tell({ url, done: done * mebibyte, total: total === undefined ? undefined : total * mebibyte });
    },
  };
}

test('speed and time left count what has come since the download went on', (t) => {
  const { updates, at } = report();
  at(0, 'https://x/a.tar', 100, 200);
  at(2000, 'https://x/a.tar', 120, 200);
  t.deepEqual(updates, [
    ['downloading a.tar (MiB)', 100, 200, '0.0 MiB/s'],
    ['downloading a.tar (MiB)', 120, 200, '10 MiB/s  8s left'],
  ]);
});

test('another file starts anew, and an unknown size has no time left', (t) => {
  const { updates, at } = report();
  at(0, 'https://x/a.tar', 0, 8);
  at(1000, 'https://x/b.tar', 5);
  at(2000, 'https://x/b.tar', 7);
  t.deepEqual(updates.slice(1), [
    ['downloading b.tar (MiB)', 5, 5, '0.0 MiB/s'],
    ['downloading b.tar (MiB)', 7, 7, '2.0 MiB/s'],
  ]);
});
