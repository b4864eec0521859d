import { searched } from '../../registry/index.ts';

/** Where a search looks by default. The best learning rate of each optimizer here is mostly inside. */
export const learningRates = searched({ type: 'log-uniform', low: 1e-5, high: 1e-1 });
export const weightDecays = searched({ type: 'log-uniform', low: 1e-6, high: 1e-1 });
export const momenta = searched({ type: 'uniform', low: 0, high: 0.99 });
