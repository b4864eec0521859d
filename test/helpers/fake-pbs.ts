import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from './tessera.ts';

/**
 * Programs by the names of PBS's that keep their jobs as files, and run them all at once.
 * @returns an environment with them
 */
export async function fakePbs(): Promise<Readonly<Record<string, string>>> {
  const folder = await newFolder();
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await mkdir(join(folder, 'jobs'));
  for (const [name, body] of Object.entries({ qsub, qstat, qdel }))
    await writeFile(join(bin, name), `#!/usr/bin/env bash\ncd "$FAKE_PBS" || exit 1\n${body}`, { mode: 0o755 });
  return { PATH: `${bin}:${process.env['PATH']}`, FAKE_PBS: folder };
}

const qsub = `
for script in "$@"; do :; done
until mkdir "jobs/$((++number)).pbs" 2>/dev/null; do :; done
id=$number.pbs
(
  sh "$script" &
  echo $! > "jobs/$id/pid"
  touch "jobs/$id/began"
  wait $!
  rm "jobs/$id/pid"
) </dev/null >/dev/null 2>&1 &
until [ -e "jobs/$id/began" ]; do sleep 0.01; done
echo "$id"
`;

const qstat = `
echo 'Job id            Name             User              Time Use S Queue'
echo '----------------  ---------------- ----------------  -------- - -----'
for job in jobs/*; do
  [ -f "$job/pid" ] && echo "$(basename "$job")  task me 00:00:01 R batch"
done
exit 0
`;

const qdel = `
[ -f "jobs/$1/pid" ] || { echo "qdel: Unknown Job Id $1" >&2; exit 153; }
kill "$(cat "jobs/$1/pid")"
`;
