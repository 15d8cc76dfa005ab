/**
 * The rate shrinks after `patience` epochs without a better validation loss, as with Keras's ReduceLROnPlateau of a
 * `min_delta` of 0: any lower loss is better.
 */
export class Plateau {
  constructor(
    public learningRate: number,
    private readonly settings: { factor: number; patience: number },
    private so = { waited: 0, best: Infinity, sinceBest: 0 },
  ) {}

  /** Epochs since the stage's best: what early stopping goes by. */
  get sinceBest(): number {
    return this.so.sinceBest;
  }

  /** Takes an epoch's validation loss. */
  update(valLoss: number): void {
    if (valLoss < this.so.best) {
      this.so = { waited: 0, best: valLoss, sinceBest: 0 };
      return;
    }
    this.so.sinceBest += 1;
    if (++this.so.waited < this.settings.patience) return;
    this.learningRate *= this.settings.factor;
    this.so.waited = 0;
  }

  /** What a checkpoint keeps of it. */
  state(): { learningRate: number; waited: number; stageBest: number; sinceBest: number } {
    const { waited, best, sinceBest } = this.so;
    return { learningRate: this.learningRate, waited, stageBest: best, sinceBest };
  }
}
