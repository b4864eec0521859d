import { readFile } from 'node:fs/promises';
import test from 'ava';
import { alsoInAttemptLog } from '../../../src/cli/report/attempt-log-reporter.ts';
import { createRunReporter } from '../../../src/cli/report/run-reporter.ts';
import { logFile } from '../../../src/runs/attempt-log.ts';
import type { RunStart } from '../../../src/train/observer.ts';
import { testAttempt, testRecord } from '../../helpers/run-record.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

/** What plugins print by. */
const printer = globalThis.console;

test.serial(
  'what a run tells and what plugins print is in the log of its attempt too, from before its folder was there',
  async (t) => {
    const directory = await newFolder();
    const { context, err } = testContext();
    const usual = printer.warn;
    const printed: unknown[] = [];
    printer.warn = (...args: unknown[]) => void printed.push(args);
    const hooked = printer.warn;
    const reporter = alsoInAttemptLog(createRunReporter(context), context);
    reporter.waiting?.('another process');
    reporter.started({
      directory,
      record: testRecord({ attempts: [testAttempt(), testAttempt({ number: 2 })] }),
      engine: { description: 'cpu' },
      schedule: { totalSteps: 10, stepsPerEpoch: 5 },
      samples: { train: 1, val: 1, test: 1 },
    } as unknown as RunStart);
    printer.warn('%s of a plugin', 'words');
    reporter.warned?.('the disk is slow');
    reporter.close();
    t.is(printer.warn, hooked);
    printer.warn = usual;
    t.deepEqual(printed, [['%s of a plugin', 'words']]);
    const lines = (await readFile(logFile(directory, 2), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(25));
    t.is(lines[0], 'waiting     for another process');
    t.true(lines.includes(`run         ${directory}, going on from step 3`));
    t.deepEqual(lines.slice(-2), ['words of a plugin', 'warning     the disk is slow']);
    t.true(err.includes('warning     the disk is slow'), 'and on the terminal as before');
  },
);
