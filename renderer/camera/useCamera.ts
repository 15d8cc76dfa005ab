import { type RefObject, useEffect, useRef, useState } from 'react';

export type CameraState = 'starting' | 'on' | 'none';

/** A camera's picture in a video element, from when it is shown until it goes. `none`: there is no camera to use. */
export function useCamera(): {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  retry(): void;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    setState('starting');
    openCamera(video.current, gone.signal, () => setState('none')).then(
      (open) => open && setState('on'),
      () => gone.signal.aborted || setState('none'),
    );
    return () => gone.abort();
  }, [attempts]);
  return { video, state, retry: () => setAttempts((count) => count + 1) };
}

/** Whether it plays; the camera is let go when `signal` is aborted. `onUnplugged`: it went by itself. */
async function openCamera(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  onUnplugged: () => void,
): Promise<boolean> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'environment' },
  });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  signal.addEventListener('abort', stop);
  stream.getTracks().forEach((track) => track.addEventListener('ended', onUnplugged, { signal }));
  if (signal.aborted || !video) stop();
  else {
    video.srcObject = stream;
    await video.play();
  }
  return !signal.aborted;
}
