// Adds up what AVA says at the end of each of its runs in a log, and prints one line: N passed, N failed, N skipped.
// Usage: node .ci/totals.mjs <log>. A test file that crashed counts as failed.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const lines = stripVTControlCharacters(readFileSync(process.argv[2], 'utf8')).split('\n');
const sum = (pattern) => lines.reduce((total, line) => total + Number(pattern.exec(line)?.[1] ?? 0), 0);
const passed = sum(/^ {2}(\d+) tests? passed$/);
const failed =
  sum(/^ {2}(\d+) (?:tests?|hooks?) failed$/) +
  sum(/^ {2}(\d+) (?:uncaught exceptions?|unhandled rejections?)$/) +
  sum(/^ {2}(\d+) tests? (?:timed out|remained pending after a timeout)$/);
const skipped = sum(/^ {2}(\d+) tests? (?:skipped|todo)$/);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
