/** Enough for the network's 224 pixels, and quick to encode. */
export const quickSide = 448;
/** What is kept as a registered photo. */
export const keptSide = 1280;

const canvases = new Map<number, HTMLCanvasElement>();

/** The picture a video shows now, its longer side at most `side` pixels. */
export function drawFrame(video: HTMLVideoElement, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(video.videoWidth, video.videoHeight));
  const canvas = canvases.get(side) ?? document.createElement('canvas');
  canvases.set(side, canvas);
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The same as the bytes of a JPEG. */
export async function grabFrame(video: HTMLVideoElement, side: number): Promise<Uint8Array> {
  const canvas = drawFrame(video, side);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
  if (!blob) throw new Error('The camera’s picture cannot be encoded.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** Waits until the camera has another picture, or for a tenth of a second where it has none. */
export function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    video.requestVideoFrameCallback(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
