/**
 * Names a deed by a UUID of version 7 (RFC 9562 §5.7), which begins with the time: the service keeps its answers in the order of
 * their names, so that those of one moment stand together on its disk.
 */
import { randomBytes } from 'node:crypto';

/** `at` in epoch milliseconds. */
export function newDeedKey(at = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
