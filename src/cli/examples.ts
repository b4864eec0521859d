/** A command line without `tessera`, and what it is good for. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** Examples of each command, which its `--help` shows: the usual one first. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  init: [
    { line: 'init my-project', does: 'a project with a first experiment' },
    { line: 'init --data photos masks', does: 'an experiment on your own photos' },
    { line: 'init --data photos masks --classes background,pet', does: 'the same, with the names of the classes' },
  ],
  run: [
    { line: 'run experiments/quickstart.yaml', does: 'train and test' },
    { line: 'run experiments/pets.yaml --smoke', does: 'two steps, to see whether all works' },
    { line: 'run experiments/pets.yaml --set optimizer.lr=3e-4 --set seed=1', does: 'with other values' },
    { line: 'run experiments/pets.yaml --set model=@models/unet.yaml', does: 'with a section from a file' },
    { line: 'run --resume pets-1a2b3c4d5e6f', does: 'go on after Ctrl-C or a crash' },
    { line: 'run --resume pets-1a2b3c4d5e6f --set train.epochs=20', does: 'train a run longer' },
  ],
  sweep: [
    { line: 'sweep experiments/shapes-sweep.yaml --dry-run', does: 'list the points' },
    { line: 'sweep experiments/shapes-sweep.yaml --jobs 2', does: 'run them, two at a time' },
    { line: 'sweep experiments/shapes-sweep.yaml --rerun failed', does: 'once more what failed' },
    { line: 'sweep experiments/shapes-sweep.yaml --set launch.type=slurm', does: 'as jobs of a cluster, and leave' },
    { line: 'sweep experiments/shapes-sweep.yaml --attach', does: 'watch these jobs, from any shell' },
  ],
  task: [
    { line: 'task runs/shapes-sweep-1a2b3c4d/jobs/manifest.json --index 3', does: 'run point 3, or go on with it' },
    { line: 'task runs/shapes-sweep-1a2b3c4d/jobs/manifest.json --index 1-20 --jobs 2', does: 'all of a list' },
  ],
  answer: [
    { line: 'answer experiments/questions', does: 'run what is missing, and write docs/questions.md' },
    { line: 'answer experiments/questions/micro-or-macro.yaml', does: 'one question, told here only' },
    { line: 'answer experiments/questions --no-run', does: 'judge the runs that are there' },
  ],
  launch: [
    { line: 'launch --install-hook', does: 'run each experiment that is committed' },
    { line: 'launch --status', does: 'what waits, runs and has ended' },
    { line: 'launch --ci github', does: 'the same for pull requests, on a runner of yours' },
    { line: 'launch --since HEAD~1', does: 'run what the last commit changed' },
  ],
  test: [
    { line: 'test pets-1a2b3c4d5e6f', does: 'figures per class on the test split' },
    { line: 'test runs/pets-1a2b3c4d5e6f --split val --checkpoint last', does: 'another split and checkpoint' },
  ],
  predict: [
    { line: 'predict pets-1a2b3c4d5e6f photos', does: 'a mask and an overlay for each photo of a folder' },
    { line: 'predict pets-1a2b3c4d5e6f scan.tif --tile 512 --overlap 64', does: 'a large photo, in tiles' },
    { line: 'predict pets-1a2b3c4d5e6f - --output answers', does: 'the photos that standard input lists' },
  ],
  export: [{ line: 'export pets-1a2b3c4d5e6f --to onnx', does: 'the network as an ONNX file' }],
  demo: [
    { line: 'demo pets-1a2b3c4d5e6f', does: 'try the network in a browser' },
    { line: 'demo pets-1a2b3c4d5e6f --output site --examples 6', does: 'the page as a folder for any static host' },
  ],
  reproduce: [{ line: 'reproduce pets-1a2b3c4d5e6f', does: 'train it again, and compare every curve' }],
  preview: [
    { line: 'preview experiments/pets.yaml', does: 'a sheet of photos, masks and augmentations' },
    { line: 'preview experiments/pets.yaml --samples 16 --output sheet.png', does: 'a larger one' },
  ],
  validate: [
    { line: 'validate experiments', does: 'every problem of every file' },
    { line: 'validate experiments/pets.yaml --set loss.type=focal', does: 'of one, with another value' },
  ],
  explain: [
    { line: 'explain experiments/pets.yaml', does: 'where each value comes from' },
    { line: 'explain experiments/pets.yaml optimizer.lr', does: 'where one comes from' },
  ],
  plan: [
    { line: 'plan experiments/pets.yaml', does: 'data, steps, memory, time and layers' },
    { line: 'plan experiments/pets.yaml --no-survey --no-time', does: 'at once, without reading the photos' },
  ],
  components: [
    { line: 'components', does: 'everything that an experiment can name' },
    { line: 'components loss', does: 'the losses' },
    { line: 'components loss focal', does: 'its parameters, defaults and an example' },
  ],
  schema: [{ line: 'schema --output experiment.schema.json', does: 'for editors that check and complete YAML' }],
  list: [
    { line: 'list', does: 'the runs in runs/' },
    { line: 'list --where loss.type=focal --sort val.iou --limit 10', does: 'the ten best of some' },
    { line: 'list --status failed --columns run,error', does: 'what failed, and why' },
    { line: 'list --runs /data/runs --json', does: 'those of another folder, for a script' },
  ],
  show: [{ line: 'show pets-1a2b3c4d5e6f', does: 'attempts, curves, figures, files of one run' }],
  tag: [
    { line: 'tag pets-1a2b3c4d5e6f baseline paper', does: 'two tags for a run' },
    { line: 'tag pets-1a2b3c4d5e6f --remove paper', does: 'one of them less' },
  ],
  note: [{ line: 'note pets-1a2b3c4d5e6f "loses the tails of cats"', does: 'what you want to remember' }],
  archive: [
    { line: 'archive pets-1a2b3c4d5e6f', does: 'leave it out of lists' },
    { line: 'archive pets-1a2b3c4d5e6f --undo', does: 'show it again' },
  ],
  delete: [{ line: 'delete pets-1a2b3c4d5e6f pets-6f5e4d3c2b1a', does: 'after a question, with all their files' }],
  compare: [
    { line: 'compare pets-1a2b3c4d5e6f pets-6f5e4d3c2b1a', does: 'what differs, and which is better' },
    { line: 'compare --where loss.type=focal,dice --csv', does: 'a line for each run, with all figures' },
  ],
  report: [
    { line: 'report pets-1a2b3c4d5e6f', does: 'one HTML file about a run, in its folder' },
    {
      line: 'report runs/shapes-sweep-1a2b3c4d --output sweep.html',
      does: 'about a sweep: ranking, axes, the best run',
    },
    { line: 'report pets-1a2b3c4d5e6f pets-6f5e4d3c2b1a', does: 'about two runs, side by side' },
  ],
  board: [
    { line: 'board', does: 'TensorBoard on runs/' },
    { line: 'board runs/pets-1a2b3c4d5e6f --port 7000', does: 'on one run' },
    { line: 'board runs --where loss.type=focal --sort val --limit 20', does: 'on the best of some runs' },
    { line: 'board runs/x-1a2b3c4d5e6f runs/y-6f5e4d3c2b1a --splits val', does: 'on two, with validation figures' },
  ],
  bench: [{ line: 'bench storage experiments/pets.yaml', does: 'how fast each storage is here' }],
  doctor: [{ line: 'doctor', does: 'which backends are there, and how to get the others' }],
  backend: [{ line: 'backend install tensorflow', does: "build the backend on TensorFlow's own library" }],
};

/** The examples of a command as its `--help` prints them; empty for a command without any. */
export function helpExamples(command: string): string {
  const own = examples[command] ?? [];
  if (own.length === 0) return '';
  const width = Math.max(...own.map(({ line }) => line.length));
  const lines = own.map(({ line, does }) => `  tessera ${line.padEnd(width)}  # ${does}`);
  return ['', 'Examples:', ...lines].join('\n');
}
