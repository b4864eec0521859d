import test from 'ava';
import { expectTypeOf } from 'expect-type';
import { builtins } from '../../src/components/index.ts';
import { kinds, type Contexts, type Kind, type Products } from '../../src/registry/index.ts';
import type { Metric, MetricInputs, MetricOf } from '../../src/registry/contracts/metric.ts';

test('the list of kinds is whole: each has a product and a context, and is named once', (t) => {
  expectTypeOf<(typeof kinds)[number]>().toEqualTypeOf<keyof Products>();
  expectTypeOf<Kind>().toEqualTypeOf<keyof Contexts>();
  t.is(new Set(kinds).size, kinds.length);
});

test('every kind has a component that comes with Tessera, and no component has another kind', (t) => {
  t.deepEqual(new Set(builtins.map(({ kind }) => kind)), new Set<Kind>(kinds));
});

test('a metric is given what it needs', (t) => {
  expectTypeOf<Metric>().toEqualTypeOf<MetricOf<'confusion'> | MetricOf<'scores'>>();
  type Add<M extends Metric> = Parameters<ReturnType<M['start']>['add']>[0];
  expectTypeOf<Add<MetricOf<'scores'>>>().toEqualTypeOf<MetricInputs['scores']>();
  expectTypeOf<Add<MetricOf<'confusion'>>>().toEqualTypeOf<MetricInputs['confusion']>();

  const counter: MetricOf<'scores'> = {
    name: 'pixels',
    direction: 'max',
    needs: 'scores',
    start() {
      let pixels = 0;
      return {
        add: ({ size, height, width }) => void (pixels += size * height * width),
        value: () => ({ value: pixels, perClass: [] }),
      };
    },
  };
  const count = counter.start();
  const shape = { size: 1, height: 2, width: 3, classes: 1 };
  count.add({ ...shape, scores: new Float32Array(6), masks: new Uint8Array(6) });
  t.is(count.value().value, 6);
});
