/** `tensorboard-ts-writer/protobuf`: the wire format of Protocol Buffers, for messages of one's own. */
export { fieldsOf, type Field } from './read-fields.ts';
export { bytes, double, float, integer, message, nested, string, varint } from './write-fields.ts';
