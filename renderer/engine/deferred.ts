/** A promise that is settled from outside (`Promise.withResolvers` is newer than our oldest Chrome). */
export class Deferred<T> {
  resolve!: (value: T) => void;
  reject!: (error: Error) => void;
  settled = false;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = (value) => {
      this.settled = true;
      resolve(value);
    };
    this.reject = (error) => {
      this.settled = true;
      reject(error);
    };
  });
}
