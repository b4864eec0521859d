import test from 'ava';
import { z } from 'zod';
import { lookForLaunchers } from '../../src/cli/look-for-launchers.ts';
import { builtins } from '../../src/components/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry, defineComponent } from '../../src/registry/index.ts';
import { fakeSlurm } from '../helpers/fake-slurm.ts';
import { fakeQueue } from '../jobs/jobs-fixture.ts';
import { testContext } from './_context.ts';

test('where there is nothing but this machine, that can work; each other launcher says what is missing', async (t) => {
  const found = await lookForLaunchers(testContext({ environment: { PATH: '/nowhere' } }).context);
  const [local, slurm, ssh] = ['local', 'slurm', 'ssh'].map((name) => found.find(({ type }) => type === name)!);
  t.true(local?.there && /^this machine: \d+ processors?$/.test(local.what));
  t.true(slurm && !slurm.there && slurm.why.includes("Slurm's `scontrol`") && slurm.howToGet.length === 2);
  t.true(ssh && !ssh.there && ssh.why.includes('`ssh`') && ssh.howToGet[0]!.includes('apt-get install'));
});

test('a cluster is told with its room', async (t) => {
  const { environment } = await fakeSlurm();
  const found = await lookForLaunchers(testContext({ environment }).context);
  t.like(
    found.find(({ type }) => type === 'slurm'),
    { there: true },
  );
});

test('a launcher that an experiment must tell more says what', async (t) => {
  const given: unknown[] = [];
  const launcher = defineComponent({
    kind: 'launcher',
    type: 'queue',
    description: 'A queue of a test.',
    params: z.strictObject({ site: z.string(), account: z.string(), most: z.int().default(3) }),
    example: { site: 'north', account: 'me' },
    build: (params) => {
      given.push(params);
      return fakeQueue();
    },
  });
  const context = testContext({ environment: { PATH: '/nowhere' } }).context;
  const found = await lookForLaunchers(context, createRegistry(...builtins, launcher));
  t.deepEqual(found.at(-1), {
    type: 'queue',
    there: true,
    what: 'for experiments with `launch.site` and `launch.account`',
  });
  t.deepEqual(given, [{ site: 'north', account: 'me', most: 3 }]);
});

test('an error that is none of the user is not taken for an absent launcher', async (t) => {
  const broken = (error: Error) =>
    defineComponent({
      kind: 'launcher',
      type: 'queue',
      description: 'A queue of a test.',
      params: z.strictObject({}),
      build: () => ({ ...fakeQueue(), capacity: () => Promise.reject(error) }),
    });
  const look = (error: Error) => lookForLaunchers(testContext().context, createRegistry(broken(error)));
  await t.throwsAsync(look(new Error('a bug')), { message: 'a bug' });
  const refused = new TesseraError({ code: 'launcher-failed', message: 'it is down', hints: ['wait'] });
  t.deepEqual(await look(refused), [{ type: 'queue', there: false, why: 'it is down', howToGet: ['wait'] }]);
});
