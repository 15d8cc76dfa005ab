// Compares photos with a bundle's gallery, as the studio does. Nothing here is Node's own: the web page uses it too.

/** How many products an answer names. */
const named = 5;

/**
 * The tensors in the bytes of a safetensors file.
 * @param {Uint8Array} file
 */
export function readSafetensors(file) {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  delete header.__metadata__;
  const types = { F32: Float32Array, I8: Int8Array };
  return Object.fromEntries(
    Object.entries(header).map(([name, { dtype, shape, data_offsets: offsets }]) => {
      const [from, to] = offsets.map((at) => 8 + length + at);
      // A copy, since floats must begin at a multiple of four bytes.
      const { buffer } = new Uint8Array(file.subarray(from, to));
      return [name, { shape, data: new types[dtype](buffer) }];
    }),
  );
}

/** A bundle's model and gallery, in any onnxruntime. */
export class Matcher {
  /**
   * @param {any} ort onnxruntime-node or onnxruntime-web
   * @param {{ model: any, match: any, gallery: any, tensors: any }} parts two sessions and what gallery.* hold
   */
  constructor(ort, { model, match, gallery, tensors }) {
    Object.assign(this, { ort, model, match, gallery });
    this.embeddings = tensors.embeddings.data;
    this.cells = tensors.cells.data;
    [, this.cellCount, this.channels] = tensors.cells.shape;
    this.rowsOf = new Map();
    gallery.references.forEach(({ product }, row) =>
      this.rowsOf.set(product, [...(this.rowsOf.get(product) ?? []), row]),
    );
  }

  /**
   * @param {Uint8Array} pixels RGB [height, width, 3]
   * @returns the embedding, of unit length, and the cells
   */
  async describe(pixels) {
    const [width, height] = this.gallery.preprocessing.size;
    const image = new this.ort.Tensor('uint8', pixels, [1, height, width, 3]);
    const { embedding, cells } = await this.model.run({ image });
    const length = Math.hypot(...embedding.data) || 1;
    return { embedding: embedding.data.map((x) => x / length), cells: cells.data };
  }

  /** Products and their scores, best first. */
  async candidates({ embedding, cells }) {
    const nearest = [...this.rowsOf]
      .map(([name, rows]) => ({
        name,
        rows,
        cosine: Math.max(...rows.map((row) => this.cosine(embedding, row))),
      }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, this.gallery.scoring.shortlist);
    const found = [];
    for (const { name, rows, cosine } of nearest)
      found.push({ name, score: this.score(cosine, await this.cellsLikeness(cells, rows)) });
    return found.sort((a, b) => b.score - a.score).slice(0, named);
  }

  weightOf(row) {
    return this.gallery.references[row].weight;
  }

  cosine(embedding, row) {
    const at = row * embedding.length;
    return this.weightOf(row) * embedding.reduce((sum, x, i) => sum + x * this.embeddings[at + i], 0);
  }

  /** Each of the photo's cells looks for its like among all references of the product. */
  async cellsLikeness(cells, rows) {
    const { Tensor } = this.ort;
    const size = this.cellCount * this.channels;
    const references = new Int8Array(rows.length * size);
    rows.forEach((row, i) => references.set(this.cells.subarray(row * size, (row + 1) * size), i * size));
    const { best } = await this.match.run({
      query: new Tensor('int8', cells, [this.cellCount, this.channels]),
      references: new Tensor('int8', references, [rows.length * this.cellCount, this.channels]),
    });
    return this.gallery.scoring.cellWeights.reduce(
      (sum, weight, cell) =>
        sum +
        weight * Math.max(...rows.map((row, i) => this.weightOf(row) * best.data[i * this.cellCount + cell])),
      0,
    );
  }

  score(cosine, cellsLikeness) {
    const { embeddingShare, steepness, middle, priorOdds } = this.gallery.scoring;
    const likeness = embeddingShare * cosine + (1 - embeddingShare) * cellsLikeness;
    return 1 / (1 + Math.exp(-steepness * (likeness - middle)) / priorOdds);
  }

  /** A product's own threshold, where it has one. */
  thresholdOf(name) {
    const { references, threshold } = this.gallery;
    return references.find(({ product }) => product === name)?.threshold ?? threshold;
  }

  /**
   * What a photo shows: `product` is `null` where no score reaches the threshold.
   * @param {string} name
   * @param {Uint8Array} pixels RGB [height, width, 3]
   */
  async answer(name, pixels, asked) {
    const descriptor = await this.describe(pixels);
    const candidates = await this.candidates(descriptor);
    const score = candidates[0]?.score ?? 0;
    const threshold = asked ?? this.thresholdOf(candidates[0]?.name);
    const product = candidates.length && score >= threshold ? { name: candidates[0].name } : null;
    return { name, product, score, threshold, candidates, embedding: [...descriptor.embedding] };
  }
}
