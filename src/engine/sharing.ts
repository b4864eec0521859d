import type { EngineSection } from '../../schemas/index.ts';
import { readCards, type Cards } from './cards.ts';
import { describePlaces } from './place.ts';

/**
 * What to tell of `count` runs at a time where a GPU is asked for: which of them share one. Undefined if each has one
 * of its own, or no GPU is asked for.
 */
export async function describeSharing(
  { device, backend }: Pick<EngineSection, 'device' | 'backend'>,
  count: number,
  cards: () => Cards = readCards,
): Promise<string | undefined> {
  if (!device?.startsWith('gpu') || count === 1) return undefined;
  if (device !== 'gpu')
    return `${count} points at a time share ${device}; \`device: gpu\` gives each a card of its own.`;
  const { hasCuda } = await import('./backends/onnxruntime/provider.ts');
  return describePlaces(count, cards(), backend === 'tensorflow' || hasCuda() ? 'cuda' : 'webgpu');
}
