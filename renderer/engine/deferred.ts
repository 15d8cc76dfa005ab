/** A promise that is resolved from outside (`Promise.withResolvers` is newer than our oldest Chrome). */
export class Deferred<T> {
  resolve!: (value: T) => void;
  resolved = false;
  readonly promise = new Promise<T>((resolve) => {
    this.resolve = (value) => {
      this.resolved = true;
      resolve(value);
    };
  });
}
