import test from 'ava';
import { spellOut, spellOutIn } from '../../../src/core/format/spell-out.ts';

test('a default is spelled out only where nothing is written', (t) => {
  t.deepEqual(spellOut({ train: { epochs: 2 } }, ['train', 'batch_size'], 16), {
    train: { epochs: 2, batch_size: 16 },
  });
  t.deepEqual(spellOut({ train: { batch_size: 4 } }, ['train', 'batch_size'], 16), { train: { batch_size: 4 } });
  t.deepEqual(spellOut({}, ['engine', 'backend'], 'auto'), { engine: { backend: 'auto' } });
  t.deepEqual(spellOut({ engine: 3 }, ['engine', 'backend'], 'auto'), { engine: 3 });
});

test('a default of a component is spelled out wherever the component stands', (t) => {
  const content = {
    loss: { type: 'focal' },
    augmentations: [{ type: 'one-of', of: [{ type: 'blur' }, { type: 'blur', sigma: 3 }] }],
    other: { type: 'noise' },
  };
  t.deepEqual(spellOutIn(content, 'blur', 'sigma', 1), {
    loss: { type: 'focal' },
    augmentations: [
      {
        type: 'one-of',
        of: [
          { type: 'blur', sigma: 1 },
          { type: 'blur', sigma: 3 },
        ],
      },
    ],
    other: { type: 'noise' },
  });
});
