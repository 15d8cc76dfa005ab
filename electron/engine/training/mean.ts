/** Mean loss and accuracy over photos, not over batches. */
export class Mean {
  count = 0;
  private lossSum = 0;
  private correct = 0;

  add(loss: number, correct: number, n: number): void {
    this.count += n;
    this.lossSum += loss * n;
    this.correct += correct;
  }

  get loss(): number {
    return this.lossSum / this.count;
  }

  get accuracy(): number {
    return this.correct / this.count;
  }
}
