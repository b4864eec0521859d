import test from 'ava';
import { carriedEnvironment } from '../../src/jobs/carried.ts';

test('a task gets what places and proxies are, and no secret', (t) => {
  const carried = carriedEnvironment({
    HF_HOME: '/cache/hf',
    HF_HUB_OFFLINE: '1',
    TESSERA_TORCHVISION_MIRROR: 'https://mirror',
    // Jobs of a launched commit run that commit.
    TESSERA_COMMIT: 'c0ffee',
    TESSERA_BRANCH: 'main',
    https_proxy: 'http://proxy:3128',
    NODE_OPTIONS: '--max-old-space-size=4096',
    // Secrets, and what belongs to this process or this machine.
    HF_TOKEN: 'x',
    TESSERA_HUB_TOKEN: 'x',
    HTTP_PROXY: 'http://me:password@proxy:3128',
    TESSERA_THREADS: '2',
    TESSERA_REPORT: '/tmp/report',
    PATH: '/bin',
    CUDA_VISIBLE_DEVICES: '0',
    HOME: '/home/me',
  });
  t.deepEqual(Object.keys(carried).sort(), [
    'HF_HOME',
    'HF_HUB_OFFLINE',
    'NODE_OPTIONS',
    'TESSERA_BRANCH',
    'TESSERA_COMMIT',
    'TESSERA_TORCHVISION_MIRROR',
    'https_proxy',
  ]);
});
