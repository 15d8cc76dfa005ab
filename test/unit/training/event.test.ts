import protobuf from 'protobufjs';
import { expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../electron/engine/training/tensorboard/crc32c';
import {
  restartEvent,
  scalarsEvent,
  tfRecord,
  versionEvent,
} from '../../../electron/engine/training/tensorboard/event';

/** TensorFlow's own definitions, as far as we write them. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
  message Summary { repeated Value value = 1; }
  message Value { string tag = 1; float simple_value = 2; }
  message SessionLog { int32 status = 1; }
`);
const read = (bytes: Uint8Array) =>
  root.lookupType('Event').toObject(root.lookupType('Event').decode(bytes), { longs: Number });

const ascii = (text: string) => new TextEncoder().encode(text);

it('has the checksums of RFC 3720, appendix B.4', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c(ascii('123456789'))).toBe(0xe3069283);
});

it('frames a record as TFRecord files have it', () => {
  const record = tfRecord(ascii('foo'));
  const view = new DataView(record.buffer);
  expect(record.length).toBe(8 + 4 + 3 + 4);
  expect(view.getBigUint64(0, true)).toBe(3n);
  expect(view.getUint32(8, true)).toBe(maskedCrc32c(record.subarray(0, 8)));
  expect(new TextDecoder().decode(record.subarray(12, 15))).toBe('foo');
  expect(view.getUint32(15, true)).toBe(maskedCrc32c(ascii('foo')));
});

it('writes events that a protobuf reader reads back', () => {
  expect(read(versionEvent(12.5))).toEqual({ wallTime: 12.5, fileVersion: 'brain.Event:2' });
  expect(read(scalarsEvent(1e9, 300, { 'train/loss': 0.5, 'train/accuracy': 1 }))).toEqual({
    wallTime: 1e9,
    step: 300,
    summary: {
      value: [
        { tag: 'train/loss', simpleValue: 0.5 },
        { tag: 'train/accuracy', simpleValue: 1 },
      ],
    },
  });
  expect(read(restartEvent(2, 41))).toEqual({ wallTime: 2, step: 41, sessionLog: { status: 1 } });
});
