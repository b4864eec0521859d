import test from 'ava';
import { huggingFaceHome, weightFolders } from '../../../src/weights/sources/folders.ts';

test('caches are where the tools that made them up have them', (t) => {
  t.deepEqual(weightFolders({ HOME: '/h' }), {
    hub: '/h/.cache/huggingface/hub',
    torch: '/h/.cache/torch/hub/checkpoints',
    addresses: '/h/.cache/tessera/weights',
  });
  t.deepEqual(weightFolders({ HOME: '/h', XDG_CACHE_HOME: '/x' }), {
    hub: '/x/huggingface/hub',
    torch: '/x/torch/hub/checkpoints',
    addresses: '/x/tessera/weights',
  });
  const named = { HOME: '/h', TORCH_HOME: '/t', HF_HOME: '/f' };
  t.like(weightFolders(named), { hub: '/f/hub', torch: '/t/hub/checkpoints' });
  t.is(weightFolders({ ...named, HUGGINGFACE_HUB_CACHE: '/old' }).hub, '/old');
  t.is(weightFolders({ ...named, HUGGINGFACE_HUB_CACHE: '/old', HF_HUB_CACHE: '/new' }).hub, '/new');
  t.is(huggingFaceHome(named), '/f');
  t.is(huggingFaceHome({ HOME: '/h' }), '/h/.cache/huggingface');
});
