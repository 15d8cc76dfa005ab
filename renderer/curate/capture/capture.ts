import { attempt } from '../../app/errors';
import { rememberEdit } from '../../app/kept-edits';
import { grabFrame, keptSide, nextFrame } from '../../camera/grab';
import { call } from '../../engine/connection';

const burstEvery = 250; // milliseconds

/** Takes so many pictures of what a camera shows and adds them to a class. Answers their ids. */
export async function capture(
  video: HTMLVideoElement,
  count: number,
  classId: number | null,
  onTaken: (taken: number) => void,
): Promise<string[]> {
  const images: Uint8Array[] = [];
  const done = await attempt(async () => {
    while (images.length < count) {
      if (images.length) await new Promise((resolve) => setTimeout(resolve, burstEvery));
      await nextFrame(video);
      images.push(await grabFrame(video, keptSide));
      onTaken(images.length);
    }
    return call('photos.capture', { images, classId });
  });
  if (!done) return [];
  rememberEdit('photos', done.edit);
  return done.ids;
}
