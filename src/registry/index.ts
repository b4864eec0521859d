export { baseContext } from './base-context.ts';
export {
  defineComponent,
  type Component,
  type ComponentFile,
  type ComponentSlot,
  type OutlineContext,
  type SlotSchema,
} from './component.ts';
export * from './kinds.ts';
export { createRegistry, type Registry } from './registry.ts';
