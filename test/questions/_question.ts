import type { answerQuestion } from '../../src/questions/answer.ts';

export type Asked = Parameters<typeof answerQuestion>[0];

/** A question over two losses with three seeds. The ids are `focal-0`, `ce-2` and so on. */
export function question(...claims: readonly { claim: string; judge?: 'mean' | 'every' }[]): Asked {
  const points = ['focal', 'ce'].flatMap((loss) =>
    [0, 1, 2].map((seed) => ({
      id: `${loss}-${seed}`,
      overrides: { 'loss.type': loss, seed },
      experiment: { seed },
    })),
  );
  return {
    file: 'q.yaml',
    question: {
      asks: 'Is focal better?',
      needs: [],
      figures: { focal: 'test/iou at(loss.type=focal)', ce: 'test/iou at(loss.type=ce)' },
      claims: claims.map(({ claim, judge = 'mean' }) => ({ claim, judge, because: 'It is said so.' })),
      deterministic: false,
    },
    // Only the seed of an experiment is read.
    points: points as unknown as Asked['points'],
  };
}

/** `sign` plants a fault: a metric with its sign swapped. */
export const measured =
  (sign = 1) =>
  (id: string) => {
    const [loss, seed] = id.split('-') as [string, string];
    const value = (loss === 'focal' ? 0.8 : 0.6) + Number(seed) / 100;
    return new Map([
      ['test/iou/macro/image', sign * value],
      ['val/iou/macro/image', value],
      ['time/data_wait', 0.1],
    ]);
  };
