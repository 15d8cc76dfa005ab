import { tryDetector } from '../../build/lib/detector.mjs';

/** Before the engine's tests: the detector, where it can be fetched. */
export default tryDetector;
