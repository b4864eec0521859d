export { baseContext } from './base-context.ts';
export { defineComponent, type Component, type ComponentSlot, type SlotSchema } from './component.ts';
export * from './kinds.ts';
export { createRegistry, type Registry } from './registry.ts';
