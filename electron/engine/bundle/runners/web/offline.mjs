// Gives the counter's page its answers from what the page itself holds: nothing is fetched, nothing leaves the machine.

/** The bytes of a part: gzip in base64, since a page is text. */
async function part(name) {
  const packed = Uint8Array.from(atob(document.getElementById(name).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function module(name) {
  const url = URL.createObjectURL(new Blob([await part(name)], { type: 'text/javascript' }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

const json = async (name) => JSON.parse(new TextDecoder().decode(await part(name)));

async function open() {
  const [{ Matcher, readSafetensors }, ort, wasm] = await Promise.all([
    module('match.mjs'),
    module('ort.mjs'),
    part('ort.wasm'),
  ]);
  // More threads need a server that isolates the page.
  Object.assign(ort.env.wasm, { numThreads: 1, wasmBinary: wasm.buffer });
  const session = async (name) =>
    ort.InferenceSession.create(await part(name), { executionProviders: ['wasm'], logSeverityLevel: 3 });
  return new Matcher(ort, {
    model: await session('model.onnx'),
    match: await session('match.onnx'),
    gallery: await json('gallery.json'),
    tensors: readSafetensors(await part('gallery.safetensors')),
  });
}

const parts = Promise.all([open(), module('pixels.mjs')]);

globalThis.ramune = {
  /** Resolves when the page can answer. */
  ready: parts,
  /**
   * What a picture shows, as the studio's server answers, with the candidates and the embedding.
   * @param {Blob} picture
   */
  async recognise(picture) {
    const [matcher, { readPixels }] = await parts;
    const pixels = await readPixels(picture, matcher.gallery.preprocessing.size).catch((error) => {
      throw new Error('broken', { cause: error });
    });
    const { product, ...answer } = await matcher.answer('', pixels);
    const [nearest, runnerUp = null] = answer.candidates;
    return { ...answer, product: product && { id: product.name, ...product }, nearest, runnerUp };
  },
};
