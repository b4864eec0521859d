import type { SlotSchema } from '../src/registry/component.ts';

/** It is taken off before an experiment is validated, so that no run knows where its siblings were submitted. */
export function launchSection(slot: SlotSchema) {
  return slot('launcher').describe(
    'Where the points of a sweep run: without it in this process, with it as jobs that go on when this process ends.',
  );
}
