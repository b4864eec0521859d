import { readFile } from 'node:fs/promises';
import test from 'ava';
import { parse } from 'yaml';
import { builtins } from '../../src/components/index.ts';
import { typeMeant } from '../../src/config/type-meant.ts';
import type { Kind } from '../../src/registry/index.ts';

// Rows of docs/coming-from.md that say how a class of another library is called here.
const page = await readFile(new URL('../../docs/coming-from.md', import.meta.url), 'utf8');

const typesOf = (kind: Kind) => builtins.filter((one) => one.kind === kind).map(({ type }) => type);

const guesses: readonly (readonly [Kind, string, string | undefined])[] = [
  ['loss', 'DiceLoss', 'dice'],
  ['loss', 'torch.nn.CrossEntropyLoss', 'cross-entropy'],
  ['loss', 'ce', 'cross-entropy'],
  ['loss', 'SoftBCEWithLogitsLoss', 'bce'],
  ['loss', 'IoULoss', 'jaccard'],
  ['loss', 'crossentrpy', 'cross-entropy'],
  ['loss', 'MSELoss', undefined],
  ['metric', 'mIoU', 'iou'],
  ['metric', 'MulticlassJaccardIndex', 'iou'],
  ['metric', 'mFscore', 'f1'],
  ['model', 'unet++', 'unetplusplus'],
  ['model', 'deeplabv3+', 'deeplabv3plus'],
  ['model', 'smp.PSPNet', 'pspnet'],
  ['model', 'segformer', undefined],
  ['encoder', 'tu-resnet34', 'resnet34'],
  ['encoder', 'mobilenetv2_100', 'mobilenet_v2'],
  ['encoder', 'efficientnet-b0', 'efficientnet_b0'],
  ['encoder', 'resnet50_v1c', 'resnet50'],
  ['encoder', 'resnet152', undefined],
  ['encoder', 'rsnet50', 'resnet50'],
  ['scheduler', 'CosineAnnealingLR', 'cosine'],
  ['scheduler', 'PolyLR', 'poly'],
  ['scheduler', 'ReduceLROnPlateau', 'reduce-on-plateau'],
  ['augmentation', 'Perspective', 'random-perspective'],
  ['augmentation', 'CropNonEmptyMaskIfExists', 'class-balanced-crop'],
  ['augmentation', 'constructor', undefined],
];
for (const [kind, written, type] of guesses)
  test(`${kind}: \`${written}\` is ${type === undefined ? 'none of ours' : `\`${type}\``}`, (t) => {
    t.is(typeMeant(written, typesOf(kind)), type);
  });

test('every type is meant by its own name', (t) => {
  for (const { kind, type } of builtins) t.is(typeMeant(type, typesOf(kind)), type);
});

const kinds: Readonly<Record<string, Kind>> = {
  loss: 'loss',
  metrics: 'metric',
  model: 'model',
  scheduler: 'scheduler',
  augmentations: 'augmentation',
  optimizer: 'optimizer',
};

/** The key of a fragment of YAML, and the types that it names there. */
function named(fragment: string): { key: string; types: readonly string[] } {
  const [[key, value] = ['', '']] = Object.entries(parse(fragment) as Record<string, unknown>);
  return { key, types: [value].flat().flatMap((one) => (one as { type?: string } | null)?.type ?? []) };
}

test('the names of other libraries in docs/coming-from.md lead to the types that the page says', (t) => {
  let count = 0;
  const wrong: string[] = [];
  for (const line of page.split('\n').filter((one) => one.startsWith('| ') && !one.startsWith('| ---'))) {
    const cells = line.split(' | ');
    const ours = [...cells.at(-1)!.matchAll(/`([^`]+)`/g)]
      .map(([, text]) => text!)
      .filter((text) => text.includes(': '));
    const said = ours.map(named).filter(({ key, types }) => key in kinds && types.length > 0);
    // What a warm-up is elsewhere is a key of every scheduler here.
    if (said.length === 0 || said.length < ours.length || line.includes('warmup')) continue;
    const types = said.flatMap((one) => one.types);
    const names = cells
      .slice(0, -1)
      .flatMap((cell) => [...cell.matchAll(/`(?:smp\.|nn\.|v2\.)?([A-Z]\w+)`/g)].map(([, name]) => name!));
    for (const name of names) {
      count++;
      const meant = typeMeant(name, typesOf(kinds[said[0]!.key]!));
      if (meant === undefined || !types.includes(meant))
        wrong.push(`${name}: ${meant}, and the page says ${types.join(', ')}`);
    }
  }
  t.deepEqual(wrong, []);
  t.true(count > 60, String(count));
});
