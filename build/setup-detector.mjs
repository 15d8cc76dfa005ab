import { tryDetector } from './lib/detector.mjs';
import { main } from './lib/say.mjs';

/** Makes the detector that finds bottles and cups in photos, before `npm run build`. */
await main(tryDetector);
