import { homedir } from 'node:os';
import { join } from 'node:path';

/** The key that names weights, for errors. */
export const weightsKey = 'model.encoder.weights';

/** Where downloaded weights are kept, by the environment. Each is the place where the tool that made it up has it. */
export interface WeightFolders {
  /** The Hugging Face hub's cache, which its Python library shares. */
  readonly hub: string;
  /** What `torch.hub` has downloaded for torchvision. */
  readonly torch: string;
  /** What came from any other address. */
  readonly addresses: string;
}

export function weightFolders(environment: NodeJS.ProcessEnv): WeightFolders {
  const named = (name: string): string | undefined => environment[name] || undefined;
  const home = environment['HOME'] || homedir();
  const cache = named('XDG_CACHE_HOME') ?? join(home, '.cache');
  return {
    hub: named('HF_HUB_CACHE') ?? named('HUGGINGFACE_HUB_CACHE') ?? join(huggingFaceHome(environment), 'hub'),
    torch: join(named('TORCH_HOME') ?? join(cache, 'torch'), 'hub', 'checkpoints'),
    addresses: join(cache, 'tessera', 'weights'),
  };
}

/** Where the hub's library keeps its cache and the token. */
export function huggingFaceHome(environment: NodeJS.ProcessEnv): string {
  const cache = environment['XDG_CACHE_HOME'] || join(environment['HOME'] || homedir(), '.cache');
  return environment['HF_HOME'] || join(cache, 'huggingface');
}
