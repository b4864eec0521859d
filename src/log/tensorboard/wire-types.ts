/** How many bytes the value of a field has: the last three bits of its tag. */
export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;
