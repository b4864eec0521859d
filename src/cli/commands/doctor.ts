import type { Presence } from '../../engine/backend.ts';
import type { GpuPresence } from '../../engine/doctor.ts';
import type { CliContext } from '../context.ts';
import { jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

export const defineDoctor: DefineCommand = (command, context) => {
  command
    .name('doctor')
    .description('Show which backends, GPU and launchers are here, why the others are not and how to get them.')
    .addOption(jsonOption('print the answer as JSON'))
    .action((options: { json?: boolean }) => doctor(options, context));
};

async function doctor({ json }: { json?: boolean }, context: CliContext): Promise<void> {
  const { examine } = await import('../../engine/doctor.ts');
  const { lookForLaunchers } = await import('../look-for-launchers.ts');
  const [examination, launchers] = [await examine(), await lookForLaunchers(context)];
  if (json) return context.data(JSON.stringify({ ...examination, launchers }));
  const { node, platform, processors, automatic, backends, gpu } = examination;
  const { count, from } = processors;
  context.out(`Node ${node}, ${platform}`);
  context.out(`${count} ${count === 1 ? 'thread' : 'threads'} by default: ${from}`);
  for (const { name, ...presence } of backends) {
    context.out('');
    for (const line of describe(presence)) context.out(line.replace('<name>', name));
  }
  context.out('');
  for (const line of describeGpu(gpu)) context.out(line);
  for (const { type, ...presence } of launchers) {
    context.out('');
    for (const line of describe(presence)) context.out(line.replace('<name>', `launch: {type: ${type}}`));
  }
  context.out(`\nengine: {backend: auto} takes ${automatic}.`);
}

function describeGpu(gpu: GpuPresence): string[] {
  if (!gpu.there) return ['gpu: not there', `  ${gpu.why}`, ...gpu.howToGet.map((step) => `  = ${step}`)];
  const { device, isSoftware, isAutomatic } = gpu;
  const driver = device.driver === undefined ? '' : `, driver ${device.driver}`;
  const note = isSoftware ? ', an emulation on the processor, which is slow' : '';
  const choice = isAutomatic
    ? 'engine: {device: auto} takes it for steps that were measured to be faster there than on the processor'
    : 'engine: {device: gpu} takes it; {device: auto} computes on the processor';
  return ['gpu: there', `  ${device.name}${driver}${note}`, `  ${choice}`];
}

function describe(presence: Presence): string[] {
  if (presence.there) return ['<name>: there', `  ${presence.what}`];
  return ['<name>: not there', `  ${presence.why}`, ...presence.howToGet.map((step) => `  = ${step}`)];
}
