import test from 'ava';
import { logSection } from '../../schemas/log.ts';

test('by default four samples are drawn; none may be', (t) => {
  t.is(logSection.parse({}).panel_samples, 4);
  t.is(logSection.parse({ panel_samples: 0 }).panel_samples, 0);
  for (const panel_samples of [-1, 1.5, '4']) t.false(logSection.safeParse({ panel_samples }).success);
});
