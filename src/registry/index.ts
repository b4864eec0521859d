export { baseContext } from './base-context.ts';
export {
  defineComponent,
  type CheckContext,
  type Component,
  type ComponentDownload,
  type ComponentFile,
  type ComponentSlot,
  type NetworkOutline,
  type OutlineContext,
  type SlotSchema,
} from './component.ts';
export { componentsIn, type NamedComponent } from './components-in.ts';
export * from './contexts.ts';
export * from './contracts/index.ts';
export * from './kinds.ts';
export { createRegistry, type Registry } from './registry.ts';
export * from './searching.ts';
