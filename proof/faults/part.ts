import type { Part } from '../part.ts';
import { faultTable, runFaults } from './run-faults.ts';

/** Faults at random moments of runs and sweeps: nothing is lost. */
export const faultsPart: Part = {
  name: 'faults',
  title: 'Faults',
  run: async (root, log) => {
    const counts = await runFaults(root, { seed: 1, rounds: 10, log });
    return {
      passed: counts.every(({ lost }) => lost === 0),
      text:
        'Each fault at a random moment; then the run or sweep was finished, and compared bit by bit with one ' +
        `that nothing happened to.\n\n${faultTable(counts)}`,
    };
  },
};
