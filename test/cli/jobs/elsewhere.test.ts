import { relative } from 'node:path';
import test from 'ava';
import { findElsewhere, withLauncherPlaces } from '../../../src/cli/jobs/elsewhere.ts';
import { submit } from '../../../src/cli/jobs/submit.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { findSweep } from '../../../src/sweep/find-sweep.ts';
import { queueStage, twoPoints } from './_stage.ts';

for (const [what, sweep, word] of [
  ['a sweep', twoPoints, 'sweep'],
  ['an experiment without one', '', 'run'],
] as const) {
  test(`${what} is found by its file, or by its folder without reading the file`, async (t) => {
    const { load, args, context, runs, folder } = await queueStage(sweep);
    const loaded = await load();
    const find = (named: string, given = load) => findElsewhere(named, 'runs', given, context);
    const error = await t.throwsAsync(find('x.yaml'), { instanceOf: TesseraError });
    t.true(error.problems[0]!.hints!.includes(`submit it: tessera ${word} x.yaml`));
    await submit(loaded, args, context);
    const path = await findSweep(runs, loaded);
    t.like(await find('x.yaml'), { path, named: 'x.yaml' });
    const never = () => Promise.reject(new Error('it was read'));
    t.deepEqual(await find(relative(folder, path), never), { path, named: relative(folder, path) });
  });
}

test('a problem of a launcher gets its place in the file, where there is one', async (t) => {
  const { load } = await queueStage();
  const refuse = () =>
    Promise.reject(new TesseraError({ code: 'launch-refused', path: 'launcher.type', message: 'no' }));
  const told = async (work: Promise<unknown>) => (await t.throwsAsync(work, { instanceOf: TesseraError })).problems[0]!;
  t.like(await told(withLauncherPlaces({}, refuse)), { path: 'launch.type' });
  const { where } = await told(withLauncherPlaces({ loaded: await load() }, refuse));
  t.regex(`${where?.line}`, /^\d+$/);
});
