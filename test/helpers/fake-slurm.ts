import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from './tessera.ts';

/** Programs by the names of Slurm's that keep their jobs as files, and run them one after the other. */
export interface FakeSlurm {
  /** With `PATH`, for a launcher. */
  readonly environment: Readonly<Record<string, string>>;
  /** The command lines so far. */
  calls(): Promise<string[]>;
  /** Says what the controller is, which every program reads: `up`, or words for standard error. */
  setController(state: string): Promise<void>;
}

export async function fakeSlurm({ runs = false, maxArraySize = 1001 } = {}): Promise<FakeSlurm> {
  const folder = await newFolder();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await mkdir(join(folder, 'jobs'));
  await writeFile(join(folder, 'calls'), '');
  await writeFile(join(folder, 'controller'), 'up');
  for (const [name, body] of Object.entries({ sbatch, squeue, scancel, scontrol })) {
    await writeFile(join(bin, name), `${head}${body}`);
    await chmod(join(bin, name), 0o755);
  }
  return {
    environment: {
      PATH: `${bin}:${process.env['PATH']}`,
      FAKE_SLURM: folder,
      FAKE_RUNS: runs ? '1' : '',
      FAKE_ARRAY_SIZE: String(maxArraySize),
    },
    calls: async () => (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter((line) => line !== ''),
    setController: (state) => writeFile(join(folder, 'controller'), state),
  };
}

const head = `#!/usr/bin/env bash
cd "$FAKE_SLURM" || exit 1
echo "$(basename "$0") $*" >> calls
said=$(cat controller)
[ "$said" = up ] || { echo "$(basename "$0"): error: $said" >&2; exit 1; }
`;

const sbatch = `
for word in "$@"; do case "$word" in
  --array=*) array=\${word#*=} ;;
  --output=*) output=\${word#*=} ;;
  --chdir=*) folder=\${word#*=} ;;
  --partition=nowhere) echo "sbatch: error: invalid partition specified: nowhere
sbatch: error: Batch job submission failed: Invalid partition name specified" >&2; exit 1 ;;
  --parsable|--job-name=*|--partition=*|--time=*|--nodes=1|--ntasks=1|--cpus-per-task=*|--gres=*|--mem=*|--account=*|--qos=*) ;;
  --constraint=*|--signal=B:USR2@*|--requeue|--open-mode=append|--dependency=*|--exclude=*) ;;
  -*) echo "sbatch: unrecognized option '$word'" >&2; exit 1 ;;
  *) script=$word ;;
esac; done
id=$(( $(ls jobs | wc -l) + 1 ))
mkdir "jobs/$id"
numbers=
for part in $(echo "\${array%%%*}" | tr , ' '); do numbers="$numbers $(seq -s ' ' "\${part%-*}" "\${part#*-}")"; done
for n in $numbers; do echo 'PENDING|Resources|' > "jobs/$id/$n"; done
work() {
  for n in $numbers; do
    grep -q PENDING "jobs/$id/$n" || continue
    echo 'RUNNING|None|node1' > "jobs/$id/$n"
    log=\${output//%A/$id}; log=\${log//%a/$n}
    (cd "$folder" && SLURM_ARRAY_JOB_ID=$id SLURM_ARRAY_TASK_ID=$n exec "$script") >> "$log" 2>&1 &
    echo $! > "jobs/$id.$n.pid"
    wait $!
    grep -q CANCELLED "jobs/$id/$n" || rm "jobs/$id/$n"
  done
}
if [ -n "$FAKE_RUNS" ]; then (work) >/dev/null 2>&1 </dev/null & fi
echo "$id"
`;

const squeue = `
while [ $# -gt 0 ]; do case "$1" in -j) ids=$2; shift ;; esac; shift; done
found=
for id in \${ids//,/ }; do
  only=\${id#*_}; [ "$only" = "$id" ] && only='*'
  [ -d "jobs/\${id%_*}" ] && found=1
  for task in jobs/\${id%_*}/$only; do [ -f "$task" ] && echo "\${id%_*}_$(basename "$task")|$(cat "$task")"; done
done
[ -n "$found" ] || { echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1; }
`;

const scancel = `
for id in "$@"; do
  only=\${id#*_}; [ "$only" = "$id" ] && only='*'
  for task in jobs/\${id%_*}/$only; do
    [ -f "$task" ] || continue
    echo 'CANCELLED|None|' > "$task"
    pid="jobs/\${id%_*}.$(basename "$task").pid"
    [ -f "$pid" ] && kill "$(cat "$pid")" 2>/dev/null
  done
done
exit 0
`;

const scontrol = `
case "$1 $2" in
  'show config') echo "MaxArraySize            = $FAKE_ARRAY_SIZE" ;;
  'show partition') echo 'PartitionName=low Default=YES TotalCPUs=16 TotalNodes=2
PartitionName=high Default=NO TotalCPUs=4 TotalNodes=1' ;;
esac
exit 0
`;
