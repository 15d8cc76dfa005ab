/** The part of jsfive, which has no types of its own, that reads Keras's files. */
declare module 'jsfive' {
  export class Group {
    readonly keys: string[];
    get(name: string): Group | Dataset;
  }
  export class Dataset {
    readonly shape: number[];
    /** Little-endian floats have `<f4`, `<f8` or `<f2`. */
    readonly dtype: unknown;
    readonly value: ArrayLike<number>;
  }
  export class File extends Group {
    constructor(bytes: ArrayBuffer, name: string);
  }
}
