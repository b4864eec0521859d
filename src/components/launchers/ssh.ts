import { z } from 'zod';
import { defineComponent } from '../../registry/index.ts';

const word = z.string().min(1);
const address = z
  .string()
  .regex(/^[^\s-]\S*$/, 'a name of a machine as `ssh` takes it, such as `gpu1` or `me@gpu1.lab`');

const host = z.strictObject({
  host: address.describe('The machine, as `ssh` takes it: `gpu1`, `me@gpu1.lab`, or a name from your `~/.ssh/config`.'),
  port: z.int().min(1).max(65535).optional().describe('The port of its `sshd`.'),
  jobs: z.int().positive().default(1).describe('How many points run on it at a time.'),
  project: z
    .string()
    .regex(/^\//, 'an absolute path')
    .optional()
    .describe('Where the project lies there; by default at the same path as here.'),
  node: word.optional().describe('Node.js there; by default at the same path as here, else `node`.'),
  setup: z.array(word).default([]).describe('Lines of shell that run there first, such as `module load cuda`.'),
});

export const ssh = defineComponent({
  kind: 'launcher',
  type: 'ssh',
  description:
    'Processes on other machines, started with `ssh`. They share a folder and with it the points: what one ' +
    'leaves undone, another takes over.',
  example: { hosts: ['gpu1', { host: 'me@gpu2', jobs: 2 }] },
  params: z.strictObject({
    hosts: z
      .array(z.union([address, host]))
      .min(1)
      .refine(areDifferent, 'each machine once: `jobs` says how many points it runs at a time')
      .describe('The machines: names, or sections with more about each.'),
    options: z.array(word).default([]).describe('Further options of `ssh`, each word apart, such as `[-J, gateway]`.'),
  }),
  async build({ hosts, options }, { environment }) {
    const { sshLauncher } = await import('./ssh/ssh-launcher.ts');
    const sections = hosts.map((each) => (typeof each === 'string' ? { host: each, jobs: 1, setup: [] } : each));
    return sshLauncher(sections, { options, environment });
  },
});

function areDifferent(hosts: readonly (string | z.output<typeof host>)[]): boolean {
  const keys = hosts.map((each) => (typeof each === 'string' ? each : `${each.host} ${each.port ?? ''}`.trim()));
  return new Set(keys).size === keys.length;
}
