/**
 * `npm run bench -- plan`: what `tessera plan` says of time and memory, and what a run then takes. It needs `npm run
 * build`; `PETS_ROOT` and `MOBILENET_WEIGHTS` add the pets experiment.
 */
import { measurePlans } from './measure-plans.ts';

console.table(
  (await measurePlans()).map(({ name, planned, taken }) => ({
    experiment: name,
    'seconds planned': planned.seconds.toFixed(1),
    taken: taken.seconds.toFixed(1),
    'planned / taken': (planned.seconds / taken.seconds).toFixed(2),
    'MiB planned': Math.round(planned.mebibytes),
    used: Math.round(taken.mebibytes),
    'planned / used': (planned.mebibytes / taken.mebibytes).toFixed(2),
  })),
);
