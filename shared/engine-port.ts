/**
 * The port to the engine is too live to cross the bridge as a value: main sends it to the preload, which
 * posts it into the page as `window.postMessage(enginePortMessage, '*', [port])`, once per engine start.
 */
export const enginePortMessage = 'ramune:engine-port';
