import type { Cards } from './cards.ts';

export type Interface = 'cuda' | 'webgpu';

/**
 * The variables that leave a process one card: places are dealt to the cards in turn, so that one more process than
 * there are cards shares the first. WebGPU takes the fastest card that it sees, so only cards of different models can
 * be dealt to it, where Mesa's layer for the Vulkan loader is installed.
 */
export function environmentAt(place: number, cards: Cards): Readonly<Record<string, string>> {
  const [cuda, vulkan] = [cards.cuda, dealt(cards, 'webgpu')].map((list) => list[place % (list.length || 1)]);
  return {
    // Numbers are those of `nvidia-smi` then, and not CUDA's own, by speed.
    ...(cuda && { CUDA_VISIBLE_DEVICES: cuda.id, CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }),
    ...(vulkan && { MESA_VK_DEVICE_SELECT: vulkan.id, MESA_VK_DEVICE_SELECT_FORCE_DEFAULT_DEVICE: '1' }),
  };
}

/** What to tell of `count` processes at a time on these cards; undefined if each has one of its own. */
export function describePlaces(count: number, cards: Cards, by: Interface): string | undefined {
  if (count === 1) return undefined;
  const each = dealt(cards, by);
  if (each.length >= count) return undefined;
  if (each.length > 1) return `${count} points at a time on ${each.length} GPUs: some share one.`;
  const known = by === 'cuda' ? cards.cuda : cards.vulkan;
  const all = `${count} points at a time share one GPU`;
  return known.length < 2
    ? `${all}.`
    : `${all} of ${known.length}: WebGPU takes the fastest by itself, and can be told which only where their ` +
        "models differ and Mesa's Vulkan layer is installed. CUDA takes each.";
}

/** The cards that processes can be sent to one by one. */
function dealt({ cuda, vulkan, hasDeviceSelect }: Cards, by: Interface): Cards['cuda'] {
  if (by === 'cuda') return cuda;
  const differ = new Set(vulkan.map(({ id }) => id)).size === vulkan.length;
  return hasDeviceSelect && differ && vulkan.length > 1 ? vulkan : [];
}
