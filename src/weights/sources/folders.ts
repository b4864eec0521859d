import { join } from 'node:path';
import { userCacheFolder } from '../../core/user-cache.ts';

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
  const cache = userCacheFolder(environment);
  return {
    hub: named('HF_HUB_CACHE') ?? named('HUGGINGFACE_HUB_CACHE') ?? join(huggingFaceHome(environment), 'hub'),
    torch: join(named('TORCH_HOME') ?? join(cache, 'torch'), 'hub', 'checkpoints'),
    addresses: join(cache, 'tessera', 'weights'),
  };
}

/** Where the hub's library keeps its cache and the token. */
export function huggingFaceHome(environment: NodeJS.ProcessEnv): string {
  return environment['HF_HOME'] || join(userCacheFolder(environment), 'huggingface');
}
