/** Weight of the steps before in the speed of late. */
const inertia = 0.9;

/** Images a second and seconds a step, of steps alone: preparing a stage does not count. */
export class Rate {
  private images = 0;
  private steps = 0;
  private seconds = 0;
  private recent = { images: 0, seconds: 0 };
  private last = performance.now();

  /** What passes until the next `pause` or `count` is not a step. */
  pause(): void {
    this.last = performance.now();
  }

  count(images: number): void {
    const now = performance.now();
    const seconds = (now - this.last) / 1000;
    this.last = now;
    this.seconds += seconds;
    this.images += images;
    this.steps += 1;
    this.recent.images = inertia * this.recent.images + images;
    this.recent.seconds = inertia * this.recent.seconds + seconds;
  }

  /** Mean over all steps. */
  get imagesPerSecond(): number {
    return this.seconds > 0 ? this.images / this.seconds : 0;
  }

  /** Mean over the last ten steps or so. */
  get lately(): number {
    return this.recent.seconds > 0 ? this.recent.images / this.recent.seconds : 0;
  }

  get secondsPerStep(): number {
    return this.steps ? this.seconds / this.steps : 0;
  }
}
