/** ReduceLROnPlateau as Keras has it: the rate shrinks after `patience` epochs without a better validation loss. */
export class Plateau {
  constructor(
    public learningRate: number,
    private readonly settings: { factor: number; patience: number },
    private so = { waited: 0, best: Infinity },
  ) {}

  /** Takes an epoch's validation loss. */
  update(valLoss: number): void {
    if (valLoss < this.so.best) {
      this.so = { waited: 0, best: valLoss };
    } else if (++this.so.waited >= this.settings.patience) {
      this.learningRate *= this.settings.factor;
      this.so.waited = 0;
    }
  }

  /** What a checkpoint keeps of it. */
  state(): { learningRate: number; waited: number; stageBest: number } {
    return { learningRate: this.learningRate, waited: this.so.waited, stageBest: this.so.best };
  }
}
