// Stands in for `tessera run` where a test is about the processes and not about training.
// The config is JSON: {value, seconds, fail: 'early' | 'late', saved}. Each start adds a line to starts.log beside the runs.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const [, , , ...args] = process.argv;
const resuming = args[0] === '--resume';
const directory = args.at(-1);
const text = readFileSync(resuming ? join(directory, 'config.yaml') : args[0], 'utf8');
const { value = 0.5, seconds = 0, fail } = JSON.parse(text);
const sweep = dirname(directory);
appendFileSync(
  join(sweep, 'starts.log'),
  `${resuming ? 'resume' : 'start'} ${basename(directory)} ${process.env.TESSERA_THREADS}\n`,
);

if (fail === 'early') {
  console.error('Error: this line of the log is not the reason');
  const problems = [{ code: 'file-missing', message: 'there is no such folder' }];
  writeFileSync(process.env.TESSERA_REPORT, JSON.stringify({ problems }));
  process.exit(2);
}
if (!resuming && existsSync(join(directory, 'run.json'))) process.exit(2);
mkdirSync(join(directory, 'checkpoints'), { recursive: true });
writeFileSync(join(directory, 'config.yaml'), text);

const record = {
  id: 'aaaaaaaa',
  name: 'fake',
  step: 0,
  totalSteps: 10,
  startedAt: new Date().toISOString(),
  seconds: 1,
  attempts: 1,
  pid: process.pid,
  host: hostname(),
  machine: { cpu: 'x', cores: 1, memoryBytes: 1, platform: 'x' },
  versions: {},
  backend: 'cpu',
  parameters: { total: 1, trainable: 1 },
};
const end = (status, step, code) => {
  writeFileSync(
    join(directory, 'run.json'),
    JSON.stringify({ ...record, status, step, ...(status === 'failed' && { error: 'the loss became NaN' }) }),
  );
  process.exit(code);
};
process.on('SIGTERM', () => {
  writeFileSync(join(directory, 'checkpoints', 'last.safetensors'), '');
  end('interrupted', 5, 143);
});
writeFileSync(join(directory, 'run.json'), JSON.stringify({ ...record, status: 'running' }));
console.log('training');
setTimeout(
  () => {
    if (fail === 'late') end('failed', 3, 1);
    const result = {
      id: 'aaaaaaaa',
      name: 'fake',
      steps: 10,
      classes: ['a'],
      best: null,
      seconds: 1,
      test: { loss: 1 - value, metrics: { 'iou/macro/image': { value, perClass: [value], direction: 'max' } } },
    };
    writeFileSync(join(directory, 'result.json'), JSON.stringify(result));
    end('completed', 10, 0);
  },
  resuming ? 0 : seconds * 1000,
);
