/** Photo-like pictures of invented bottles and packages, with the truth about them. Same seed, same bytes. */
export { renderSample, samplePhotoCount, type SamplePhoto, sampleSpec } from './sample';
export { renderPhoto } from './render-photo';
export { makeProduct, type Product } from './product';
export { buildModel } from './shapes/build';
export { type Model } from './shapes/model';
export { drawThing } from './scene/things';
export { makeWorld, type World } from './scene/world';
export { type Photo } from './photo/render';
