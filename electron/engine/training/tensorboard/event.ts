import { int64, MessageWriter } from '../../network/protobuf';
import { maskedCrc32c } from './crc32c';

/**
 * TensorBoard's event files: TFRecords of the protobuf message `Event`.
 * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto
 */

/** The first event of a file. */
export const versionEvent = (seconds: number): Uint8Array =>
  event(seconds, 0).string(3, 'brain.Event:2').bytes();

/** A run is taken up again: what a reader has from `step` on is void. */
export const restartEvent = (seconds: number, step: number): Uint8Array =>
  event(seconds, step).message(7, new MessageWriter().varint(1, 1n).bytes()).bytes();

/** Numbers by tag. `seconds`: since 1970. */
export function scalarsEvent(
  seconds: number,
  step: number,
  scalars: Readonly<Record<string, number>>,
): Uint8Array {
  const values = Object.entries(scalars).map(([tag, value]) =>
    new MessageWriter().string(1, tag).float(2, value).bytes(),
  );
  return event(seconds, step).message(5, new MessageWriter().messages(1, values).bytes()).bytes();
}

const event = (seconds: number, step: number) =>
  new MessageWriter().double(1, seconds).varint(2, int64(step));

/** A TFRecord: length, checksum of the length, the bytes, their checksum; little-endian. */
export function tfRecord(bytes: Uint8Array): Uint8Array {
  const record = new Uint8Array(12 + bytes.length + 4);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(bytes.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(bytes, 12);
  view.setUint32(12 + bytes.length, maskedCrc32c(bytes), true);
  return record;
}
