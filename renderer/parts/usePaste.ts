import { useEffect } from 'react';

/** Photo files pasted from a file manager, and pictures that are no files on this machine, such as screenshots. */
export function usePaste(onPaths: (paths: string[]) => void, onImages: (images: Blob[]) => void): void {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const files = [...(clipboardData?.files ?? [])];
      const paths = files.map((file) => window.studio.pathOf(file)).filter(Boolean);
      if (paths.length) onPaths(paths);
      const images = files.filter((file) => file.type.startsWith('image/') && !window.studio.pathOf(file));
      if (images.length) onImages(images);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [onPaths, onImages]);
}
